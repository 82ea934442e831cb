"""Verbs of threads and posts."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from communities.models import Group, Member, Post, Thread
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.markdown import to_html


@transaction.atomic
def start_thread(author: Member, *, title: str, body: str, once: uuid.UUID | None = None) -> Thread:
    """Start a thread with its first post. The same form sent twice gives the first thread."""
    thread, made = Thread.objects.get_or_create(
        author=author,
        once=once or uuid.uuid4(),
        defaults={"group": author.group, "title": title, "language": get_language() or "fi"},
    )
    if made:
        publish_post(author, thread=thread, body=body, once=once)
    return thread


@transaction.atomic
def publish_post(author: Member, *, thread: Thread, body: str, once: uuid.UUID | None = None) -> Post:
    """Add a post at the end of the thread. The same form sent twice gives the first post."""
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    if once is not None:
        first = Post.objects.filter(author=author, once=once).first()
        if first is not None:
            return first
    now = timezone.now()
    post = Post.objects.create(
        thread=locked,
        author=author,
        position=locked.post_count + 1,
        body=body,
        body_html=to_html(body),
        language=get_language() or "fi",
        once=once,
        created_at=now,
    )
    Thread.objects.filter(pk=locked.pk).update(post_count=post.position, last_post_at=now)
    Group.objects.filter(pk=locked.group_id).update(last_post_at=now)
    Member.objects.filter(pk=author.pk).update(post_count=F("post_count") + 1)
    record(actor=author.user, action="publish_post", target=post, chain=author.group.owner.slug)
    return post
