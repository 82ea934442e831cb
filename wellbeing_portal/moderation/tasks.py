"""What a worker does for moderation when the clock asks."""

from celery import shared_task

from wellbeing_portal.moderation import actions


@shared_task(name="moderation.forget_evidence")
def forget_evidence() -> None:
    actions.forget_evidence()


@shared_task(name="moderation.widen_appeals")
def widen_appeals() -> None:
    actions.widen_appeals()
