"""A student and a supporter in two browsers: asked, opened, answered, taken back. And every page of it under axe."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from skills.models import SharedText
from tests.factories.learning import EnrolmentFactory, ReflectionEntryFactory, make_course
from tests.factories.skills import (
    FeedbackFactory,
    PlanItemFactory,
    SharedReadingFactory,
    SharedTextFactory,
    SupporterFactory,
)
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader
from wellbeing_portal.kernel.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry(diak, student, staff):
    for person in (student, staff):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    course = make_course("rhythm")
    EnrolmentFactory(course=course, user=student)
    return ReflectionEntryFactory(course=course, user=student, body="Evenings are hard, mornings are not.")


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).click()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_text_is_shared_answered_and_taken_back(browser, live_server, diak, student, staff, entry, language):
    SupporterFactory(institution=diak, user=staff, agreed_at=None)
    with (
        reader(browser, live_server, PHONE, language=language, user=student) as mine,
        reader(browser, live_server, DESKTOP, language=language, user=staff) as theirs,
    ):
        mine.goto("/skills/me/texts/")
        expect(mine.locator("a[href$='/share/']")).to_have_count(0)
        theirs.goto("/skills/feedback/")
        press(theirs, "form[action$='/agree/'] button")

        mine.reload()
        press(mine, "a[href$='/share/']")
        expect(mine.locator(".own-text")).to_contain_text("Evenings are hard")
        mine.locator("input[name=supporter]").check()
        mine.locator("textarea[name=note]").fill("Is this a plan?")
        press(mine, "main form .btn-primary")
        assert not SharedText.objects.unscoped("a test").exists()
        mine.locator("input[name=agree]").check()
        press(mine, "main form .btn-primary")
        expect(mine).to_have_url(re.compile("/skills/me/shared/[0-9a-f-]{36}/$"))

        theirs.reload()
        press(theirs, ".row-list h2 a")
        expect(theirs.locator("main")).to_contain_text("Evenings are hard")
        expect(theirs.locator("main")).to_contain_text("Is this a plan?")
        expect(theirs.locator("body")).not_to_contain_text(student.name)
        theirs.locator("textarea[name=body]").fill("You know your mornings. Put one thing there.")
        press(theirs, "main form .btn-primary")

        mine.reload()
        expect(mine.locator("main")).to_contain_text("You know your mornings.")
        expect(mine.locator("section:has(#opened) li")).to_have_count(1)
        mine.locator("details.confirm summary").click()
        press(mine, "form[action$='/withdraw/'] button")
        expect(mine.locator("main")).not_to_contain_text("Evenings are hard")
        expect(mine.locator("main")).to_contain_text("You know your mornings.")

        shared = SharedText.objects.visible_to(student).get()
        answer = theirs.goto(f"/skills/feedback/{shared.public_id}/")
        assert answer.status == 404


@pytest.mark.parametrize(("viewport", "colours", "language"), [(PHONE, "light", "fi"), (DESKTOP, "dark", "sv")])
def test_axe_finds_nothing(browser, live_server, people, entry, viewport, colours, language):
    supporter = SupporterFactory(institution=people.diak, user=people.staff)
    SupporterFactory(institution=people.diak, user=people.guide, agreed_at=None)
    EmailAddress.objects.create(user=people.guide, email=people.guide.email, verified=True, primary=True)
    EmailAddress.objects.create(user=people.coordinator, email=people.coordinator.email, verified=True, primary=True)
    texts = {"student": people.student, "supporter": supporter, "course": entry.course}
    waiting = SharedTextFactory(**texts, note="Is this a plan?")
    answered = FeedbackFactory(shared=SharedTextFactory(**texts, state="answered")).shared
    SharedReadingFactory(shared=answered)
    returned = SharedTextFactory(**texts, state="returned", body="", key=entry.key)
    planned = PlanItemFactory(user=people.student, course=entry.course, remind=True)
    PlanItemFactory(user=people.student, day=today() + datetime.timedelta(days=1), is_paused=True)
    walks = {
        people.student: [
            "/skills/rhythm/",
            "/skills/me/",
            "/skills/me/plan/",
            "/skills/me/plan/new/",
            f"/skills/me/plan/{planned.public_id}/",
            "/skills/me/texts/",
            f"/skills/me/texts/{entry.public_id}/share/",
            "/skills/me/shared/",
            *(f"/skills/me/shared/{shared.public_id}/" for shared in (waiting, answered, returned)),
        ],
        people.staff: [
            "/skills/feedback/",
            *(f"/skills/feedback/{shared.public_id}/" for shared in (waiting, answered)),
        ],
        people.guide: ["/skills/feedback/"],
        people.coordinator: ["/skills/supporters/"],
    }
    faults = []
    for person, paths in walks.items():
        with reader(browser, live_server, viewport, colours, language, person) as page:
            for path in paths:
                assert page.goto(path).status == 200, path
                page.wait_for_load_state("networkidle")
                faults += faults_of(page)
    assert faults == []
