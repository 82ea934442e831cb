"""Pages of authors: the list, the text of a lesson with its preview, publishing."""

import pytest
from django.urls import reverse

from tests.factories.authoring import DraftFactory
from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, UserFactory, document, make_course
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import discard_draft, edit_draft, open_draft
from wellbeing_portal.learning.models import CourseVersion, Draft
from wellbeing_portal.learning.queries import readers_of
from wellbeing_portal.learning.rules import edits

pytestmark = pytest.mark.django_db
SAID = {"change_note": "New words.", "material_change": "yes"}


@pytest.fixture
def leena(client, people):
    client.force_login(people.coordinator)
    return client


@pytest.fixture
def course(people):
    return make_course("kept", owner=people.diak, audience=Audience.OWN)


@pytest.fixture
def draft(people, course):
    return open_draft(people.coordinator, course=course)


def at(name, draft, *more):
    return reverse(f"learning:{name}", args=[draft.public_id, *more])


def put(people, draft, body, key="read", language="fi"):
    def change(said):
        return edits.with_body(said, key=key, language=language, body=body)

    return edit_draft(people.coordinator, draft=draft, revision=draft.revision, change=change)


def test_a_coordinator_sees_the_own_courses_and_drafts_and_no_others(leena, people, course, draft):
    make_course("portal")
    make_course("theirs", owner=people.kamk)
    DraftFactory(slug="new", owner=people.diak)
    DraftFactory(owner=people.kamk)
    lines = leena.get(reverse("learning:course_list")).context["page"].object_list
    assert [(line.slug, line.draft is not None, line.course is not None) for line in lines] == [
        ("kept", True, True),
        ("new", True, False),
    ]


def test_a_course_leads_to_its_one_draft(leena, course):
    first = leena.post(reverse("learning:course_edit", args=["kept"]))
    assert first["Location"] == at("draft_page", Draft.objects.get())
    assert leena.post(reverse("learning:course_edit", args=["kept"]))["Location"] == first["Location"]


def test_a_course_goes_off_the_shelf_and_back(leena, course):
    for state in ("archived", "open"):
        leena.post(reverse("learning:course_archive", args=["kept"]), {"state": state})
        course.refresh_from_db()
        assert course.state == state


def test_a_partner_that_has_ended_reads_and_changes_nothing(leena, people, course, draft):
    type(people.diak).objects.filter(pk=people.diak.pk).update(partner_until="2020-01-01")
    assert leena.get(reverse("learning:course_page", args=["kept"])).context["can_edit"] is False
    for name in ("course_edit", "course_archive"):
        assert leena.post(reverse(f"learning:{name}", args=["kept"])).status_code == 403
    assert leena.post(at("draft_discard", draft)).status_code == 403
    response = leena.post(at("lesson_text", draft, "read"), {"body": "Mine.", "version": "1"})
    assert response.status_code == 422


def test_a_text_is_saved_with_flaws_which_are_said(leena, draft):
    address = at("lesson_text", draft, "read")
    response = leena.post(address, {"body": "# Big\r\n\r\nWords.  ", "version": "1"})
    assert (response.status_code, response["Location"]) == (303, address)
    draft.refresh_from_db()
    assert draft.document["bodies"]["fi"]["read"] == "# Big\n\nWords.\n"
    assert [line for line, _said in leena.get(address).context["flaws"]] == [1]


def test_two_editors_lose_nothing(leena, people, draft):
    put(people, draft, "Saved by somebody else.")
    address = at("lesson_text", draft, "read")
    response = leena.post(address, {"body": "Typed meanwhile.", "version": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Typed meanwhile." in page
    assert "Saved by somebody else." in page
    assert 'name="version" value="2"' in page
    leena.post(address, {"body": "Typed meanwhile.", "version": "2"})
    draft.refresh_from_db()
    assert draft.document["bodies"]["fi"]["read"] == "Typed meanwhile.\n"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_preview_shows_what_publishing_would_make_and_saves_nothing(leena, draft, headers):
    said = {"body": "Some **bold**.\n\n::: reflection x\nWhy?\n:::\n<script>x</script>", "preview": "1"}
    response = leena.post(at("lesson_text", draft, "read") + "?in=sv", said, headers=headers)
    page = response.content.decode()
    assert "<strong>bold</strong>" in page
    assert "<script>x" not in page
    assert ("<html" in page) is not bool(headers)
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_text_that_cannot_be_is_not_saved(leena, draft):
    response = leena.post(at("lesson_text", draft, "read"), {"body": "a\x00b", "version": "1"})
    assert response.status_code == 422


def test_a_lesson_or_a_language_that_is_not_there(leena, draft):
    assert leena.get(at("lesson_text", draft, "nothing")).status_code == 404
    assert leena.get(at("lesson_text", draft, "read") + "?in=de").context["text"].language == "fi"


def test_a_text_typed_signed_out_comes_back(client, draft):
    response = client.post(at("lesson_text", draft, "read"), {"body": "My long text.", "version": "1"})
    assert (response.status_code, "My long text." in response.content.decode()) == (403, True)


def test_a_draft_becomes_a_version_once(leena, people, draft):
    put(people, draft, "New.")
    address = at("draft_publish", draft)
    for _time in range(2):
        response = leena.post(address, {"version": "2", **SAID})
        assert (response.status_code, response["Location"]) == (303, "/authoring/courses/kept/")
    assert list(CourseVersion.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert leena.get(address).status_code == 303
    page = leena.get("/authoring/courses/kept/").content.decode()
    assert "New words." in page
    assert leena.get(at("draft_page", draft)).status_code == 404


def test_a_note_is_asked_for_and_a_draft_with_flaws_has_no_form(leena, people, draft):
    response = leena.post(at("draft_publish", draft), {"version": "1", "change_note": "Typed."})
    assert (response.status_code, "Typed." in response.content.decode()) == (422, True)
    put(people, draft, "")
    page = leena.get(at("draft_publish", draft))
    assert (len(page.context["flaws"]), "change_note" in page.content.decode()) == (1, False)
    assert leena.post(at("draft_publish", draft), {"version": "2", **SAID}).status_code == 422
    assert CourseVersion.objects.count() == 1


def test_small_numbers_of_people_are_not_told(course):
    for number in range(5):
        EnrolmentFactory(course=course)
        assert readers_of(course).in_progress == (None if number < 4 else 5)
    done = EnrolmentFactory(course=course, user=UserFactory())
    CompletionRecordFactory(course=course, user=done.user)
    assert (readers_of(course).in_progress, readers_of(course).completed) == (5, None)


def test_a_draft_put_aside_is_listed_and_comes_back(leena, people, draft):
    assert leena.post(at("draft_discard", draft))["Location"] == "/authoring/courses/kept/"
    assert leena.get(at("draft_publish", draft)).status_code == 404
    assert leena.get("/authoring/courses/kept/").context["discarded"] == [draft]
    assert leena.post(at("draft_restore", draft))["Location"] == at("draft_page", draft)
    discard_draft(people.coordinator, draft=draft)
    leena.post("/authoring/courses/kept/edit/")
    assert leena.post(at("draft_restore", draft))["Location"] == "/authoring/courses/kept/"


@pytest.mark.parametrize("more", [0, 2])
def test_a_list_asks_the_same_of_the_database_for_one_and_for_three(
    leena, people, course, draft, more, django_assert_num_queries
):
    for number in range(more):
        make_course(f"more-{number}", owner=people.diak, audience=Audience.OWN)
        DraftFactory(slug=f"more-{number}", owner=people.diak, document=document(f"more-{number}"))
        DraftFactory(slug="kept", owner=people.diak, document=draft.document, ended_at=draft.made_at)
        put(people, draft, f"New {number}.")
        draft.refresh_from_db()
    with django_assert_num_queries(6):
        assert len(leena.get(reverse("learning:course_list")).context["page"].object_list) == 1 + more
    with django_assert_num_queries(8):
        assert len(leena.get(reverse("learning:course_page", args=["kept"])).context["discarded"]) == more
