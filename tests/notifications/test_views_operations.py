"""The operator's numbers, over HTTP: how the mails do, and nobody's name."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.notifications import DeliveryFactory, SuppressionFactory
from tests.notifications.conftest import NOON
from wellbeing_portal.notifications import queries
from wellbeing_portal.notifications.models import Heartbeat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds", "noon")]


def test_the_operator_sees_numbers_and_no_people(client, people, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    day = datetime.timedelta(days=1)
    DeliveryFactory(recipient=people.student, due_at=NOON - datetime.timedelta(seconds=90))
    DeliveryFactory(
        recipient=people.student, state="failed", finished_at=NOON, last_reason="text refused", last_code=554
    )
    DeliveryFactory(recipient=people.student, state="sent", finished_at=NOON - 8 * day)
    DeliveryFactory(recipient=people.student, kind="letter", target_id=None, day=NOON.date(), due_at=NOON + day)
    DeliveryFactory(recipient=people.student, kind="older.kind", due_at=NOON + day)
    Heartbeat.objects.create(name="beat", at=NOON - datetime.timedelta(minutes=5))
    Heartbeat.objects.create(name="old worker", at=NOON - 2 * day)
    SuppressionFactory(address=people.student.email)
    client.force_login(people.operator)
    page = client.get(reverse("notifications:operations"), {"lang": "en"})
    figures = page.context["figures"]
    assert (figures.due, figures.oldest_due, figures.suppressed) == (1, NOON - datetime.timedelta(seconds=90), 1)
    kinds = ["Letter of the day", "Trial", "Trial", "older.kind"]
    assert sorted((row["kind"], row["number"]) for row in figures.states) == [(kind, 1) for kind in kinds]
    assert [(row["last_reason"], row["last_code"], row["number"]) for row in figures.reasons] == [
        ("text refused", 554, 1)
    ]
    assert page.context["queue_age"] == "90 seconds"
    assert page.context["beats"] == [("beat", "5 minutes"), ("old worker", "48 hours")]
    assert people.student.email not in page.content.decode()


def test_a_portal_that_has_sent_nothing_says_so(client, people):
    client.force_login(people.operator)
    page = client.get(reverse("notifications:operations"), {"lang": "en"}).content.decode()
    assert "Nothing waits that is due." in page
    assert "nothing is sent" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_numbers_cost_the_same_for_one_and_three_mails(rows, django_assert_num_queries):
    for _row in range(rows):
        DeliveryFactory(due_at=timezone.now())
    with django_assert_num_queries(8):
        queries.operations()
