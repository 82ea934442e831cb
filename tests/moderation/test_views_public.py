"""Giving notice without signing in."""

import pytest
from django.urls import reverse

from tests.factories.communities import GroupFactory
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.models import Cause, Item
from wellbeing_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db
SAID = {
    "rule": "illegal",
    "note": "Rikkoo lakia.",
    "who": "Ulla Ulkopuolinen",
    "address": "ulla@elsewhere.example",
    "good_faith": "on",
}


@pytest.fixture
def shown(diak):
    return GroupFactory(owner=diak, card_public=True, slug="kaikille")


def url_of(group):
    return reverse("moderation:notice", args=["communities.group", group.public_id])


def test_the_page_of_a_public_group_leads_to_the_form(client, shown, student):
    page = reverse("communities:group_page", args=[shown.slug])
    assert url_of(shown) in client.get(page).content.decode()
    client.force_login(student)
    html = client.get(page).content.decode()
    assert reverse("moderation:report", args=["communities.group", shown.public_id]) in html


def test_a_notice_has_a_receipt_and_a_mail(client, shown):
    once = client.get(url_of(shown)).context["form"].initial["once"]
    answers = [client.post(url_of(shown) + "?lang=sv", {**SAID, "once": once}) for _time in range(2)]
    cause = Cause.objects.get()
    receipt = reverse("moderation:notice_receipt", args=[cause.public_id])
    assert [answer.headers["Location"] for answer in answers] == [receipt] * 2
    assert (cause.by, cause.who, cause.address, cause.language) == (None, SAID["who"], SAID["address"], "sv")
    assert [delivery.kind for delivery in Delivery.objects.filter(recipient=None)] == ["moderation.notice_received"]
    page = client.get(receipt).content.decode()
    assert str(cause.public_id) in page
    assert "Rikkoo lakia" not in page
    assert "Ulla" not in page


def test_the_answer_comes_by_mail_too(client, shown, moderator):
    client.post(url_of(shown), SAID)
    item = Item.objects.get()
    assert item.author is None
    actions.take_item(moderator, item=item)
    actions.decide_item(moderator, item=item, verdict="hide", rule="illegal", facts="Otsikko rikkoo lakia.")
    shown.refresh_from_db()
    assert shown.card_public is False
    assert Delivery.objects.filter(recipient=None, kind="moderation.notice_answered").count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(client, shown):
    answer = client.post(url_of(shown), {**SAID, "good_faith": ""})
    assert answer.status_code == 422
    assert "Rikkoo lakia." in answer.content.decode()
    assert Cause.objects.count() == 0


def test_notices_have_a_limit(client, shown, settings):
    settings.ACCOUNT_RATE_LIMITS = {"notice": "2/h/ip"}
    assert [client.post(url_of(shown), SAID).status_code for _time in range(3)] == [303, 303, 429]


def test_what_only_members_see_is_not_reported_here(client, post, diak, reporter):
    client.force_login(reporter)
    for kind, thing in (("communities.post", post), ("communities.group", GroupFactory(owner=diak))):
        assert client.get(reverse("moderation:notice", args=[kind, thing.public_id])).status_code == 404


def test_a_receipt_shows_notices_only(client, post, reporter):
    cause = actions.report_thing(reporter, about=post, rule="spam")
    assert client.get(reverse("moderation:notice_receipt", args=[cause.public_id])).status_code == 404
