"""One message from its report to the appeal that takes the decision back, in the browsers of four people.

With ``PICTURES`` naming a folder, each step is kept there as a numbered picture; docs/moderation.md shows them.
"""

import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import StaffedHoursFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, reader
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.moderation.models import Cause, Decision, Item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITTEN = "If you cannot finish one course in a year, maybe studying is not for you. Grow up."


@pytest.fixture
def post(diak, student, peer, moderator, coordinator):
    for keeper in (moderator, coordinator):
        Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")})
    for day in range(5):
        StaffedHoursFactory(place=diak, weekday=day)
    group = GroupFactory(owner=diak, slug="studies", title_en="Studies stuck?", speaks_en=True, member_count=2)
    MemberFactory(group=group, user=peer, pseudonym="Quiet tram")
    writer = MemberFactory(group=group, user=student, pseudonym="Brave mitten")
    thread = ThreadFactory(author=writer, title="One course left", language="en")
    return PostFactory(thread=thread, body=WRITTEN, body_html=f"<p>{WRITTEN}</p>", language="en")


def picture(page, name, of=None):
    """The window as it is, scrolled to what the step is about."""
    if folder := os.environ.get("PICTURES"):
        if of is not None:
            of.scroll_into_view_if_needed()
        page.screenshot(path=Path(folder) / f"moderation-{name}.png")


def test_from_the_report_to_the_appeal(browser, live_server, post, student, peer, moderator, coordinator):
    statement = "main h3 a"
    with reader(browser, live_server, PHONE, language="en", user=peer) as page:
        page.goto(post.thread.get_absolute_url())
        page.locator(".post .menu > summary").click()
        picture(page, "1-found")
        page.locator("a[href*='/moderation/report/']").first.click()
        page.check("input[value=harassment]")
        page.fill("textarea[name=note]", "I had asked for advice. This made me feel small.")
        picture(page, "2-report", of=page.get_by_role("button", name="Send the report"))
        page.get_by_role("button", name="Send the report").click()
        page.wait_for_url("**/moderation/receipts/**")
        picture(page, "3-receipt")

    with reader(browser, live_server, DESKTOP, language="en", user=moderator) as page:
        page.goto(reverse("moderation:queue"))
        picture(page, "4-queue")
        page.locator(".row h2 a").click()
        assert "This made me feel small." in page.content()
        assert peer.email not in page.content()
        assert student.email not in page.content()
        page.get_by_role("button", name="I take this").click()
        page.get_by_role("link", name="Decide").wait_for()
        picture(page, "5-taken")
        page.get_by_role("link", name="Decide").click()
        page.get_by_role("link", name="Unkind words").click()
        page.fill("textarea[name=answer]", "It was unkind to somebody else, so it is hidden.")
        picture(page, "6-decide", of=page.get_by_role("button", name="Decide so"))
        page.get_by_role("button", name="Decide so").click()
        page.wait_for_url(f"**/moderation/items/{Item.objects.get().public_id}/")

    post.refresh_from_db()
    assert post.hidden_at is not None
    with reader(browser, live_server, PHONE, language="en", user=student) as page:
        page.goto(reverse("moderation:my_cases"))
        page.locator(statement).click()
        picture(page, "7-statement")
        page.fill("textarea[name=says]", "I meant myself, and said it badly.")
        picture(page, "8-appeal", of=page.get_by_role("button", name="Send the appeal"))
        page.get_by_role("button", name="Send the appeal").click()
        page.wait_for_selector("text=You appealed on")

    with reader(browser, live_server, DESKTOP, language="en", user=moderator) as page:
        page.goto(reverse("moderation:appeal_list"))
        assert page.locator(".row").count() == 0

    with reader(browser, live_server, DESKTOP, language="en", user=coordinator) as page:
        page.goto(reverse("moderation:appeal_list"))
        page.locator(".row h2 a").click()
        page.check("input[value=overturned]")
        page.fill("textarea[name=reason]", "Read with the messages before it, it speaks of the writer's own studies.")
        picture(page, "9-second-look", of=page.get_by_role("button", name="Answer the appeal"))
        page.get_by_role("button", name="Answer the appeal").click()
        page.wait_for_url("**/moderation/appeals/")

    post.refresh_from_db()
    assert post.hidden_at is None
    with reader(browser, live_server, PHONE, language="en", user=student) as page:
        page.goto(reverse("moderation:statement", args=[Decision.objects.get().public_id]))
        assert "it speaks of the writer's own studies" in page.locator("main").inner_text()
        picture(page, "10-taken-back")
    with reader(browser, live_server, PHONE, language="en", user=peer) as page:
        page.goto(reverse("moderation:receipt", args=[Cause.objects.get().public_id]))
        assert "later taken back after a second look" in page.locator("main").inner_text()
        picture(page, "11-reporter")
