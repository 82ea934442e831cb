"""What a worker does for learners when the clock asks."""

from celery import shared_task

from skills import actions


@shared_task(name="skills.remind_ahead")
def remind_ahead() -> None:
    actions.remind_ahead()


@shared_task(name="skills.nudge_all")
def nudge_all() -> None:
    actions.nudge_all()


@shared_task(name="skills.return_orphans")
def return_orphans() -> None:
    actions.return_orphans()
