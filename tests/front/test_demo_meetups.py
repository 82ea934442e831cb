"""The invented meet-ups: planned once, ahead of today, some with a full house."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.enums import GuestState, MeetupState
from communities.models import Meetup, MeetupGuest, MeetupSeries
from wellbeing_portal.front.demo_meetups import MEETUPS, load_meetups
from wellbeing_portal.notifications.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_demo_has_meetups_ahead_and_a_second_run_writes_nothing(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("demo", verbosity=0)
    assert set(Meetup.objects.values_list("title", flat=True)) == {facts["title"] for facts in MEETUPS}
    assert not Meetup.objects.filter(starts_at__lte=timezone.now()).exists()
    assert MeetupSeries.objects.count() == sum("repeat" in facts for facts in MEETUPS)
    assert MeetupGuest.objects.filter(state=GuestState.WAITING).count() == 2
    assert Meetup.objects.filter(state=MeetupState.CANCELLED).count() == 1
    assert set(Meetup.objects.values_list("language", flat=True)) == {"fi", "sv", "en"}
    assert not Delivery.objects.exists()
    with CaptureQueriesContext(connection) as second:
        load_meetups()
    assert len(second) == 1
