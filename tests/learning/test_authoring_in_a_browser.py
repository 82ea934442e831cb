"""Writing a course in a real browser, with the keyboard alone; and every page of authors is for everybody."""

import pytest
from django.urls import reverse

from tests.factories.authoring import DraftFactory
from tests.factories.learning import document, make_course
from tests.journeys.test_accessibility import DESKTOP, NARROW, PHONE, faults_of, reader
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import discard_draft, edit_draft, open_draft, publish_course
from wellbeing_portal.learning.models import Course
from wellbeing_portal.learning.rules import edits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def course(diak):
    return make_course("kept", owner=diak, audience=Audience.OWN)


def press(page, role, name, *, key="Enter"):
    """Go there by Tab, as somebody without a mouse does, and press."""
    wanted = page.get_by_role(role, name=name).first
    wanted.wait_for()
    for _step in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    else:
        pytest.fail(f"{role} {name} is not reached by Tab.")
    page.keyboard.press(key)


def test_a_coordinator_changes_a_course_and_publishes_it_with_the_keyboard_alone(browser, live_server, course, people):
    with reader(browser, live_server, DESKTOP, language="en", user=people.coordinator) as page:
        page.goto("/me/")
        press(page, "link", "Courses you keep")
        press(page, "link", "Course kept en")
        press(page, "button", "Write the next version")
        press(page, "button", "Move down: read en")
        page.get_by_text("Moved.").wait_for()
        press(page, "link", "English – read en")
        page.get_by_role("heading", name="read en").wait_for()
        press(page, "textbox", "Text of the lesson", key="Control+End")
        page.keyboard.type("\n\n::: takeaway\n- New words.\n")
        page.get_by_role("heading", name="This is how it will look").wait_for()
        page.keyboard.type("::")
        page.keyboard.type(":\n")
        press(page, "button", "Save")
        page.get_by_text("Saved.").wait_for()
        press(page, "link", "Back to the draft")
        press(page, "link", "To publishing")
        page.locator("ins", has_text="New words.").wait_for()
        press(page, "textbox", "What has changed", key="End")
        page.keyboard.type("A takeaway.")
        press(page, "radio", "No: corrections, clearer words, new links", key="Space")
        press(page, "button", "Publish")
        page.get_by_text("Version 2 is published.").wait_for()
    assert Course.objects.get(slug="kept").current.number == 2


def test_a_lesson_is_dragged_to_its_place(browser, live_server, course, people):
    draft = open_draft(people.coordinator, course=course)
    with reader(browser, live_server, DESKTOP, language="en", user=people.coordinator) as page:
        page.goto(reverse("learning:draft_page", args=[draft.public_id]))
        below = page.locator("#lesson-write")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        spot = {"x": 40, "y": below.bounding_box()["height"] - 4}
        page.locator("#lesson-read .grip").drag_to(below, target_position=spot)
        page.get_by_text("Moved.").wait_for()
    draft.refresh_from_db()
    (module,) = draft.document["course"]["modules"]
    assert [lesson["key"] for lesson in module["lessons"]] == ["check", "write", "read"]


@pytest.fixture
def paths(course, people, diak):
    """Every page of authors, of a draft with differences, a flaw, and an older version."""
    coordinator = people.coordinator
    newer = edits.with_body(document("kept"), key="read", language="fi", body="Aivan muuta.")
    publish_course(None, document=newer, change_note="New.", owner=diak, material_change=True)
    course.refresh_from_db()
    gone = open_draft(coordinator, course=course)
    discard_draft(coordinator, draft=gone)
    draft = open_draft(coordinator, course=course)
    text = "# Big\n\nSome **words**.\n\n::: support\nHelp.\n:::\n"
    edit_draft(
        coordinator,
        draft=draft,
        revision=1,
        change=lambda said: edits.with_body(said, key="read", language="fi", body=text),
    )
    fine = DraftFactory(slug="fine", kind="staff", owner=diak)

    def at(name, *more):
        return reverse(f"learning:{name}", args=[draft.public_id, *more])

    return [
        reverse("learning:course_list"),
        reverse("learning:course_new"),
        reverse("learning:course_import"),
        reverse("learning:course_page", args=["kept"]),
        reverse("learning:version_diff", args=["kept"]),
        *(at(f"draft_{name}") for name in ("page", "settings", "look", "diff", "publish")),
        at("module_new"),
        *(at(name, "read") for name in ("lesson_edit", "lesson_text", "lesson_look", "question_list")),
        *(f"{at('question_new', 'read')}?type={type_of}" for type_of in ("single", "matching", "short", "numeric")),
        at("module_edit", "one"),
        at("lesson_new", "one"),
        at("question_edit", "practice-1"),
        reverse("learning:draft_publish", args=[fine.public_id]),
    ]


@pytest.mark.parametrize(
    ("viewport", "colours", "language"), [(PHONE, "light", "fi"), (DESKTOP, "dark", "sv"), (NARROW, "light", "en")]
)
def test_axe_finds_nothing(browser, live_server, paths, coordinator, viewport, colours, language):
    faults = []
    with reader(browser, live_server, viewport, colours, language, coordinator) as page:
        for path in paths:
            assert page.goto(path).status == 200
            assert page.url.endswith(path)
            faults += [(path, fault) for fault in faults_of(page)]
    assert faults == []
