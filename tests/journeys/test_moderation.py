"""The pages of moderation as axe reads them."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import AppealFactory, CauseFactory, DecisionFactory, ItemFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.moderation.actions import answer_unmasking, ask_unmasking
from wellbeing_portal.moderation.enums import How
from wellbeing_portal.moderation.models import Cause

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post(diak, student, peer, moderator, coordinator):
    for keeper in (moderator, coordinator):
        Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")})
    group = GroupFactory(owner=diak, slug="iltarutiinit", card_public=True, member_count=2)
    MemberFactory(group=group, user=peer)
    writer = MemberFactory(group=group, user=student, pseudonym="Sininen lyhty")
    return PostFactory(thread=ThreadFactory(author=writer), body="Kasva aikuiseksi.")


@pytest.mark.parametrize(("viewport", "colours"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_axe_finds_nothing(browser, live_server, post, peer, moderator, viewport, colours):
    faults = []
    report = reverse("moderation:report", args=["communities.post", post.public_id])
    with reader(browser, live_server, viewport, colours, "sv", user=peer) as page:
        page.goto(report)
        page.locator("main form .btn-primary").click()
        page.wait_for_selector(".error-summary")
        faults += faults_of(page)
        page.goto(report)
        page.check("input[value=harassment]")
        page.locator("main form .btn-primary").click()
        page.wait_for_url("**/moderation/receipts/**")
        faults += faults_of(page)
    item = Cause.objects.get().item
    rooms = [reverse(f"moderation:{name}") for name in ("queue", "appeal_list", "duty", "shift", "my_cases")]
    with reader(browser, live_server, viewport, colours, "fi", user=moderator) as page:
        for path in (*rooms, reverse("moderation:item_page", args=[item.public_id])):
            page.goto(path)
            faults += faults_of(page)
    notice = reverse("moderation:notice", args=["communities.group", post.thread.group.public_id])
    with reader(browser, live_server, viewport, colours, "en") as page:
        for path in (notice, reverse("moderation:transparency")):
            page.goto(path)
            faults += faults_of(page)
    assert faults == []


@pytest.mark.parametrize(("viewport", "colours", "language"), [(PHONE, "dark", "fi"), (DESKTOP, "light", "sv")])
def test_axe_finds_nothing_where_it_is_decided(
    browser, live_server, post, diak, student, moderator, coordinator, viewport, colours, language
):
    about = {"place": diak, "author": student, "thing_id": post.public_id}
    mine = CauseFactory(item=ItemFactory(assignee=moderator, taken_at=timezone.now(), **about)).item
    closed = {"closed_at": timezone.now(), "how": How.DECIDED}
    decision = DecisionFactory(item=ItemFactory(**about, **closed), decider=moderator)
    answered = DecisionFactory(item=ItemFactory(**about, **closed), decider=moderator)
    appeal = AppealFactory(decision=answered)
    notice = CauseFactory(item=mine, by=None, language="fi")
    asked = ask_unmasking(moderator, item=mine, reason="Henki on vaarassa.")
    with time_machine.travel(timezone.now() - datetime.timedelta(days=4)):
        agreed = ask_unmasking(moderator, item=decision.item, reason="Henki on vaarassa.")
        answer_unmasking(coordinator, unmasking=agreed, approved=True, answer="Olen samaa mieltä.")
    looked = ask_unmasking(moderator, item=answered.item, reason="Henki on vaarassa.")
    answer_unmasking(coordinator, unmasking=looked, approved=True, answer="Olen samaa mieltä.")

    def at(name, *things):
        return reverse(f"moderation:{name}", args=[thing.public_id for thing in things])

    requests = [at("unmasking_list"), *(at("unmasking_page", one) for one in (asked, agreed, looked))]
    pages = {
        moderator: [
            at("item_page", mine),
            at("item_decide", mine),
            at("unmasking_ask", mine),
            at("item_page", decision.item),
        ],
        coordinator: [at("appeal_list"), at("appeal_page", appeal), at("duty"), *requests],
        student: [at("my_cases"), at("statement", decision), at("statement", answered), at("unmasking_told", agreed)],
        None: [at("notice_receipt", notice)],
    }
    faults = []
    for user, paths in pages.items():
        with reader(browser, live_server, viewport, colours, language, user) as page:
            for path in paths:
                assert page.goto(path).status == 200, path
                faults += faults_of(page)
    with reader(browser, live_server, viewport, colours, language, moderator) as page:
        page.goto(at("unmasking_page", looked))
        page.locator("main .btn-danger").click()
        page.wait_for_selector("#person")
        faults += faults_of(page)
    assert faults == []
