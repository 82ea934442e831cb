"""Posts that wait for a host."""

from typing import Any

from django.db.models import QuerySet

from communities.models import Group, Post, Thread


def waiting_in(user: Any, thread: Thread) -> list[Post]:
    """Posts of the thread that wait, or that a host declined: one's own, or all of them to those who look after it.

    One query, and none when nothing in the thread waits.
    """
    if not thread.waits:
        return []
    held = Post.objects.visible_to(user).filter(thread=thread, held_at__isnull=False)
    posts = list(held.select_related("author").order_by("pk"))
    for post in posts:
        post.thread = thread
    return posts


def posts_waiting(user: Any, group: Group) -> QuerySet[Post]:
    """All posts of the group that wait for a host, the oldest first."""
    held = Post.objects.visible_to(user).filter(thread__group=group, held_at__isnull=False, declined_at=None)
    return held.select_related("author__user", "thread").order_by("held_at", "pk")


def count_waiting(group: Group) -> int:
    """How many posts wait; for those who look after the group."""
    held = Post.objects.unscoped("only counted, for those who look after the group")
    return held.filter(thread__group=group, held_at__isnull=False, declined_at=None).count()
