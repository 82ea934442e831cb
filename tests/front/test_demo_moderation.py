"""The invented queue: every case comes in, and only once."""

import pytest
from django.core.management import call_command

from wellbeing_portal.accounts.models import User
from wellbeing_portal.front.demo_moderation import CASES, load
from wellbeing_portal.moderation.enums import Why
from wellbeing_portal.moderation.models import Decision, Item
from wellbeing_portal.moderation.queries import Narrowed, contacts_of, queue_of
from wellbeing_portal.notifications.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_moderators_find_a_living_queue_and_a_second_run_writes_nothing(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("demo", verbosity=0)
    noticed = Item.objects.filter(causes__why__in=(Why.REPORT, Why.WORDS)).distinct()
    assert (noticed.count(), Decision.objects.count()) == (len(CASES), 1)
    moderator = User.objects.get(email="moderator@oamk.example")
    waiting = list(queue_of(moderator, Narrowed()))
    assert len(waiting) >= 3
    assert contacts_of(waiting[0].place)[0] == moderator
    assert not Delivery.objects.exists()
    assert load() == len(CASES)
    assert noticed.count() == len(CASES)
