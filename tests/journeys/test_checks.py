"""A heavy evening on a phone: a self-check by the keyboard, help before the result, answers kept by a tick alone."""

import pytest
from playwright.sync_api import expect

from tests.factories.guidance import ServiceFactory
from tests.factories.learning import lesson, make_course
from tests.journeys.test_accessibility import DESKTOP, NARROW, VIEWS, faults_of, reader
from wellbeing_portal.learning.models import SelfAssessmentResponse
from wellbeing_portal.learning.queries import instruments

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHO_5 = [statement.key for statement in instruments()["who-5"].statements]
FORM = "/skills/checks/who-5/"


@pytest.fixture(autouse=True)
def portal(db):
    ServiceFactory()
    make_course("life-sleep-recovery", lessons=[lesson("sleep")], questions=[])


def tab_to(page, selector):
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _turn in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard never came to {selector}.")


def answer(page, value):
    for key in WHO_5:
        page.locator(f"#{key}-{value}").check()
    with page.expect_navigation():
        page.locator(".check-form button").click()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_low_answers_by_the_keyboard_show_help_first(browser, live_server, language, script):
    with reader(browser, live_server, language=language, java_script_enabled=script) as page:
        page.goto("/skills/")
        page.locator("main a[href='/skills/checks/']").click()
        page.locator(f"main a[href='{FORM}']").click()
        for key in WHO_5:
            tab_to(page, f"[name={key}]")
            for _step in range(4):
                page.keyboard.press("ArrowDown")
            expect(page.locator(f"#{key}-1")).to_be_checked()
        tab_to(page, ".check-form button")
        page.keyboard.press("Enter")
        expect(page.locator("#help-first")).to_be_in_viewport()
        expect(page.locator("main a[href='tel:112']")).to_be_in_viewport()
        expect(page.locator("#said-1")).not_to_be_in_viewport()
        help_top, said_top = (page.locator(one).bounding_box()["y"] for one in ("#help-first", "#said-1"))
        assert help_top < said_top
        assert page.url.endswith(FORM)
        expect(page.locator("main a[href='/skills/life-sleep-recovery/lessons/sleep/']")).to_be_visible()
    assert not SelfAssessmentResponse.objects.exists()


def test_what_is_missing_is_said_first_and_leads_to_its_question(browser, live_server):
    with reader(browser, live_server) as page:
        page.goto(FORM)
        page.locator("#cheerful-2").check()
        page.locator(".check-form button").click()
        expect(page.locator(".error-summary")).to_be_focused()
        page.locator(".error-summary a[href='#calm-5']").click()
        expect(page.locator("#calm-5")).to_be_in_viewport()
        expect(page.locator("#cheerful-2")).to_be_checked()


def test_answers_are_kept_by_a_tick_and_deleted_again(browser, live_server, student):
    with reader(browser, live_server, user=student) as page:
        page.goto(FORM)
        answer(page, 1)
        page.locator("form:has([name=keep]) button").click()
        expect(page.locator(".error-summary")).to_be_focused()
        assert not SelfAssessmentResponse.objects.exists()
        for value in (1, 4):
            page.goto(FORM)
            answer(page, value)
            page.locator("[name=keep]").check()
            page.locator("form:has([name=keep]) button").click()
            page.wait_for_url("**/skills/me/checks/")
        expect(page.locator(".check-chart circle")).to_have_count(2)
        page.locator("li details.confirm summary").first.click()
        page.locator("li details.confirm button").first.click()
        expect(page.locator("main .row-list > li")).to_have_count(1)
        page.locator("main > details.confirm summary").click()
        page.locator("main > details.confirm button").click()
        expect(page.locator("main .row-list > li")).to_have_count(0)
    assert not SelfAssessmentResponse.objects.exists()


@pytest.mark.parametrize(("viewport", "colours", "language"), [*VIEWS, (NARROW, "light", "fi")])
def test_axe_finds_nothing_on_the_way(browser, live_server, student, viewport, colours, language):
    faults = []
    with reader(browser, live_server, viewport, colours, language, student) as page:
        for value in (1, 3):
            page.goto(FORM)
            answer(page, value)
            page.locator("[name=keep]").check()
            page.locator("form:has([name=keep]) button").click()
            page.wait_for_url("**/skills/me/checks/")
        for one in page.locator("main details").all():
            one.evaluate("one => { one.open = true }")
        faults += faults_of(page)
        for path in ("/skills/checks/", "/skills/checks/compass/", FORM):
            page.goto(path)
            faults += faults_of(page)
        page.goto("/skills/checks/compass/")
        with page.expect_navigation():
            page.locator(".check-form button").click()
        faults += faults_of(page)
        page.goto(FORM)
        answer(page, 0)
        faults += faults_of(page)
    assert faults == []


def test_the_own_page_fits_a_desktop(browser, live_server, student):
    with reader(browser, live_server, DESKTOP, user=student) as page:
        page.goto("/skills/me/checks/")
        assert faults_of(page) == []
