"""What nobody can do with less: one query for the thread with its group and membership, one for its posts."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from communities.models import Post, Thread


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


def thread_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    threads = Thread.objects.select_related("group").filter(
        group__members__user=request.user, group__members__state="active"
    )
    thread = get_object_or_404(threads, public_id=public_id)
    posts = Post.objects.filter(thread=thread, position__lte=20).select_related("author").order_by("position")
    return render(request, "thread.html", {"thread": thread, "posts": posts})
