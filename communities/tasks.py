"""What a worker does for the groups when the clock asks."""

from celery import shared_task

from communities import actions


@shared_task(name="communities.wipe_deleted_posts")
def wipe_deleted_posts() -> None:
    actions.wipe_deleted_posts()


@shared_task(name="communities.wipe_declined_posts")
def wipe_declined_posts() -> None:
    actions.wipe_declined_posts()


@shared_task(name="communities.count_answers")
def count_answers() -> None:
    actions.count_answers()


@shared_task(name="communities.pass_on_offers")
def pass_on_offers() -> None:
    actions.pass_on_offers()


@shared_task(name="communities.make_meetups_ahead")
def make_meetups_ahead() -> None:
    actions.make_meetups_ahead()


@shared_task(name="communities.settle_chats")
def settle_chats() -> None:
    actions.settle_chats()


@shared_task(name="communities.wipe_chats")
def wipe_chats() -> None:
    actions.wipe_chats()
