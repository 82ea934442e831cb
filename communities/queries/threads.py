"""Reads of threads and posts, shaped for their pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from communities.models import Group, Post, Thread


def threads_of(user: Any, group: Group) -> QuerySet[Thread]:
    """Threads of a group the person reads: pinned first, then the newest; empty for others."""
    return (
        Thread.objects.visible_to(user)
        .filter(group=group, hidden_at=None)
        .select_related("author")
        .order_by("-is_pinned", "-last_post_at", "-pk")
    )


def thread_for(user: Any, public_id: Any) -> Thread:
    """The thread with its group, or 404."""
    threads = Thread.objects.visible_to(user).filter(hidden_at=None).select_related("group", "author")
    return get_object_or_404(threads, public_id=public_id)


def posts_of(user: Any, thread: Thread) -> QuerySet[Post]:
    """Posts of a thread in the order they were written."""
    return Post.objects.visible_to(user).filter(thread=thread).select_related("author").order_by("position")
