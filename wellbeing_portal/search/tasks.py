"""What a worker does for the index when the clock asks."""

from celery import shared_task

from wellbeing_portal.search import actions


@shared_task(name="search.rebuild_index")
def rebuild_index() -> None:
    actions.rebuild_index()
