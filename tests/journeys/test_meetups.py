"""A host plans what repeats, a member comes and finds it in their weeks, and hears that one day is cancelled."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from communities.models import MeetupGuest
from tests.factories.communities import GroupFactory, MemberFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader
from wellbeing_portal.kernel.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group(diak, student, peer):
    group = GroupFactory(owner=diak, slug="iltarutiinit", title_fi="Uni ja illat", member_count=2)
    MemberFactory(user=peer, group=group, is_host=True)
    MemberFactory(user=student, group=group)
    return group


def test_a_meetup_is_planned_come_to_and_cancelled(browser, live_server, group, student, peer):
    day = today() + datetime.timedelta(days=3)
    with reader(browser, live_server, DESKTOP, "light", "fi", peer) as page:
        page.goto("/communities/iltarutiinit/")
        page.locator("a[href$='/meetups/new/']").click()
        page.locator("main form .btn-primary").click()
        page.wait_for_selector(".error-summary")
        page.locator("input[name=title]").fill("Iltatee")
        page.locator("input[name=day]").fill(day.isoformat())
        page.locator("input[name=hour]").fill("18:00")
        page.locator("select[name=repeat]").select_option("weekly")
        page.locator("input[name=online_address]").fill("https://meet.example/iltatee")
        page.locator("main form .btn-primary").click()
        expect(page.locator("h1", has_text="Iltatee")).to_be_visible()
        here = page.url
    with reader(browser, live_server, PHONE, "dark", "fi", student) as page:
        page.goto("/communities/iltarutiinit/")
        page.locator("#meetups").scroll_into_view_if_needed()
        page.locator("main a", has_text="Iltatee").first.click()
        assert "meet.example" not in page.content()
        page.locator("input[name=wish][value=hour]").check()
        page.locator("form[action$='/come/'] .btn-primary").click()
        expect(page.locator("form[action$='/leave/']")).to_be_visible()
        page.goto("/")
        page.locator("main a[href='/communities/weeks/']").first.click()
        expect(page.locator(".on-day.is-mine")).to_have_count(1)
        page.locator("form[action$='/calendar/renew/'] button").click()
        expect(page.locator(".feed-address")).to_have_attribute("href", re.compile(r"/calendar/[\w-]{40}\.ics$"))
        assert faults_of(page) == []
    assert MeetupGuest.objects.get().remind == "hour"
    with reader(browser, live_server, DESKTOP, "light", "fi", peer) as page:
        page.goto(here)
        expect(page.locator("#guests")).to_be_visible()
        assert student.email not in page.content()
        page.locator("a[href$='/cancel/']").click()
        page.locator("input[name=reason]").fill("Ohjaaja on sairaana.")
        page.locator("main form .btn-danger").click()
        expect(page.locator("#cancelled")).to_contain_text("Ohjaaja on sairaana.")
        assert faults_of(page) == []
    with reader(browser, live_server, PHONE, "light", "fi", student) as page:
        page.goto("/notifications/")
        expect(page.locator(".notice-new")).to_have_count(1)
        page.goto("/communities/weeks/")
        expect(page.locator(".on-day.is-off")).to_have_count(1)
        page.goto("/communities/iltarutiinit/meetups/")
        page.locator("main h3 a").nth(1).click()
        page.locator("button[formaction$='/every-time/']").click()
        page.locator("details.confirm summary").click()
        page.locator("form[action$='/every-time/end/'] button").click()
        page.locator("button[formaction$='/every-time/']").click()
        page.locator("details.confirm summary").click()
        expect(page.locator("form[action$='/every-time/end/'] button")).to_be_visible()
        assert faults_of(page) == []
