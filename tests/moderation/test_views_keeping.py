"""The page of contacts and hours."""

from datetime import time

import pytest
from django.urls import reverse

from tests.factories.moderation import DutyFactory
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.models import Duty

pytestmark = pytest.mark.django_db
DUTY = reverse("moderation:duty")


@pytest.fixture
def keeper(client, people):
    client.force_login(people.coordinator)
    return people.coordinator


def test_a_coordinator_keeps_the_list(client, keeper, moderator, diak):
    client.post(reverse("moderation:contact_add"), {"person": str(moderator.public_id)})
    client.post(reverse("moderation:contact_add"), {"person": str(keeper.public_id)})
    assert queries.contacts_of(diak) == [moderator, keeper]
    last = reverse("moderation:contact_change", args=[Duty.objects.get(person=keeper).public_id])
    client.post(last, {"first": "1"})
    assert queries.contacts_of(diak) == [keeper, moderator]
    client.post(last, {"remove": "1"})
    assert queries.contacts_of(diak) == [moderator]


def test_somebody_who_does_not_moderate_is_no_contact(client, keeper, student):
    answer = client.post(reverse("moderation:contact_add"), {"person": str(student.public_id)})
    assert (answer.status_code, Duty.objects.count()) == (422, 0)


def test_a_contact_whose_role_ends_meanwhile_is_refused_on_the_form(client, keeper, moderator, monkeypatch):
    monkeypatch.setattr("wellbeing_portal.moderation.queries.keepers_of", lambda place: [])
    answer = client.post(reverse("moderation:contact_add"), {"person": str(moderator.public_id)})
    assert answer.status_code == 422


def test_hours_are_said(client, keeper, diak):
    hours = reverse("moderation:hours_set")
    client.post(hours, {"opens_0": "09:00", "closes_0": "16:00", "opens_6": "", "closes_6": ""})
    assert queries.hours_of(diak) == [(0, time(9), time(16))]
    for wrong in ({"opens_0": "09:00"}, {"opens_0": "16:00", "closes_0": "09:00"}, {"opens_0": "x", "closes_0": "y"}):
        assert client.post(hours, wrong).status_code == 422
    assert queries.hours_of(diak) == [(0, time(9), time(16))]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(client, keeper, diak, rows, django_assert_num_queries):
    for _row in range(rows):
        DutyFactory(place=diak)
    client.get(DUTY)
    with django_assert_num_queries(9):
        client.get(DUTY)


def test_a_moderator_sees_it_and_keeps_nothing(client, people, diak):
    client.force_login(people.moderator)
    assert client.get(DUTY).context["may_keep"] is False
