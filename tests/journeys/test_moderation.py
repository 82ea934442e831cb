"""One message from its report to the appeal that takes the decision back, in the browsers of four people."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.moderation.models import Cause, Decision, Item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post(diak, student, peer, moderator, coordinator):
    for keeper in (moderator, coordinator):
        Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")})
    group = GroupFactory(owner=diak, slug="iltarutiinit", card_public=True, member_count=2)
    MemberFactory(group=group, user=peer)
    writer = MemberFactory(group=group, user=student, pseudonym="Sininen lyhty")
    return PostFactory(thread=ThreadFactory(author=writer), body="Kasva aikuiseksi.")


def test_from_the_report_to_the_appeal(browser, live_server, post, student, peer, moderator, coordinator):
    with reader(browser, live_server, PHONE, language="en", user=peer) as page:
        page.goto(post.thread.get_absolute_url())
        page.locator(".post .menu > summary").click()
        page.locator("a[href*='/moderation/report/']").first.click()
        page.check("input[value=harassment]")
        page.fill("textarea[name=note]", "That was unkind.")
        page.get_by_role("button", name="Send the report").click()
        page.wait_for_url("**/moderation/receipts/**")

    with reader(browser, live_server, DESKTOP, "dark", "en", user=moderator) as page:
        page.goto(reverse("moderation:queue"))
        page.locator(".row h2 a").click()
        assert "That was unkind." in page.content()
        assert peer.email not in page.content()
        page.get_by_role("button", name="I take this").click()
        page.get_by_role("link", name="Decide").click()
        page.get_by_role("link", name="Unkind words").click()
        page.fill("textarea[name=answer]", "It was unkind to somebody else.")
        page.get_by_role("button", name="Decide so").click()
        page.wait_for_url(f"**/moderation/items/{Item.objects.get().public_id}/")

    with reader(browser, live_server, PHONE, language="en", user=student) as page:
        page.goto(reverse("moderation:my_cases"))
        page.locator("main h3 a").click()
        page.fill("textarea[name=says]", "It was a joke between friends.")
        page.get_by_role("button", name="Send the appeal").click()
        page.wait_for_selector("text=You appealed on")

    with reader(browser, live_server, PHONE, language="en", user=coordinator) as page:
        page.goto(reverse("moderation:appeal_list"))
        page.locator(".row h2 a").click()
        page.check("input[value=overturned]")
        page.fill("textarea[name=reason]", "Read as a whole it mocks nobody.")
        page.get_by_role("button", name="Answer the appeal").click()
        page.wait_for_url("**/moderation/appeals/")

    post.refresh_from_db()
    assert post.hidden_at is None
    with reader(browser, live_server, PHONE, language="en", user=student) as page:
        page.goto(reverse("moderation:statement", args=[Decision.objects.get().public_id]))
        assert "Read as a whole it mocks nobody." in page.content()


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
