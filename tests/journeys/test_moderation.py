"""The pages of moderation as axe reads them."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader
from wellbeing_portal.kernel.fields import encrypt
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
