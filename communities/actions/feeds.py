"""Verbs of the calendar that a person's own programs read."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from communities.models import CalendarFeed
from wellbeing_portal.audit.actions import record


@transaction.atomic
def renew_feed(actor: Any) -> CalendarFeed:
    """Give the person's calendar a new address; the one before stops working."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    feed = CalendarFeed.objects.filter(user=actor).first() or CalendarFeed(user=actor)
    feed.renewed_at = timezone.now()
    feed.secret_hash = CalendarFeed.hash_of(feed.secret)
    feed.save()
    record(actor=actor, action="renew_feed", target=feed, subject=actor)
    return feed


@transaction.atomic
def end_feed(actor: Any) -> None:
    """The address stops working and nothing of it is kept. Twice changes nothing."""
    feed = CalendarFeed.objects.filter(user=actor).first()
    if feed is not None:
        record(actor=actor, action="end_feed", target=feed, subject=actor)
        feed.delete()
