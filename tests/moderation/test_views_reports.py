"""The page that reports, and the receipt."""

import re

import pytest
from django.urls import reverse

from tests.factories.moderation import StaffedHoursFactory
from wellbeing_portal.moderation.models import Cause

pytestmark = pytest.mark.django_db


def url_of(post, kind="communities.post"):
    return reverse("moderation:report", args=[kind, post.public_id])


def test_the_link_is_in_the_menu_of_others_posts_only(client, post, student, reporter):
    client.force_login(reporter)
    assert url_of(post) in client.get(post.thread.get_absolute_url()).content.decode()
    client.force_login(student)
    assert url_of(post) not in client.get(post.thread.get_absolute_url()).content.decode()


def test_a_report_leads_to_its_receipt(client, post, reporter):
    client.force_login(reporter)
    page = client.get(url_of(post)).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    said = {"rule": "harassment", "note": "Ikävää.", "once": once}
    answers = [client.post(url_of(post), said) for _time in range(2)]
    cause = Cause.objects.get()
    receipt = reverse("moderation:receipt", args=[cause.public_id])
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, receipt)] * 2
    assert client.get(receipt).status_code == 200


def test_a_report_that_says_nothing_keeps_what_was_typed(client, post, reporter):
    client.force_login(reporter)
    answer = client.post(url_of(post), {"note": "Kesken jäi"})
    assert answer.status_code == 422
    assert "Kesken jäi" in answer.content.decode()


def test_what_one_does_not_see_cannot_be_reported(client, post, stranger, reporter):
    client.force_login(stranger)
    assert client.get(url_of(post)).status_code == 404
    client.force_login(reporter)
    assert client.get(url_of(post, "communities.nothing")).status_code == 404


def test_ones_own_is_not_reported(client, post, student):
    client.force_login(student)
    assert client.get(url_of(post)).status_code == 403


def test_the_limit_lands_on_the_form(client, post, reporter, monkeypatch):
    monkeypatch.setattr("wellbeing_portal.moderation.actions.reports.MOST_REPORTS_A_DAY", 0)
    client.force_login(reporter)
    answer = client.post(url_of(post), {"rule": "spam"})
    assert (answer.status_code, Cause.objects.count()) == (422, 0)


def test_the_page_says_when_somebody_reads_it(client, post, reporter, diak):
    client.force_login(reporter)
    told = "moderators read reports next"
    assert told not in client.get(url_of(post) + "?lang=en").content.decode()
    # Somebody is there for one minute a week: not now, or this test was very lucky.
    StaffedHoursFactory(place=diak, weekday=6, opens="03:00", closes="03:01")
    assert told in client.get(url_of(post) + "?lang=en").content.decode()


def test_a_receipt_is_the_reporters_only(client, post, reporter, moderator, student):
    client.force_login(reporter)
    client.post(url_of(post), {"rule": "spam"})
    receipt = reverse("moderation:receipt", args=[Cause.objects.get().public_id])
    for other in (moderator, student):
        client.force_login(other)
        assert client.get(receipt).status_code == 404
