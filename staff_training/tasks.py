"""What a worker does for training when the clock asks."""

from celery import shared_task

from staff_training import actions


@shared_task(name="staff_training.run_all")
def run_all() -> None:
    actions.run_all()


@shared_task(name="staff_training.ask_missing_awards")
def ask_missing_awards() -> None:
    actions.ask_missing_awards()


@shared_task(name="staff_training.remind_all")
def remind_all() -> None:
    actions.remind_all()
