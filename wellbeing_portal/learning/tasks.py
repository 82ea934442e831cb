"""What a worker does for courses when the clock asks."""

from celery import shared_task

from wellbeing_portal.learning import actions


@shared_task(name="learning.tell_completions")
def tell_completions() -> None:
    actions.tell_completions()


@shared_task(name="learning.expire_attempts")
def expire_attempts() -> None:
    actions.expire_attempts()


@shared_task(name="learning.forget_drafts")
def forget_drafts() -> None:
    actions.forget_drafts()
