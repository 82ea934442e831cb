"""What a worker does for the groups when the clock asks."""

from celery import shared_task

from communities import actions


@shared_task(name="communities.wipe_deleted_posts")
def wipe_deleted_posts() -> None:
    actions.wipe_deleted_posts()
