"""Pages of authors: outline, settings, questions of every type, flaws, preview, differences, packages."""

import io
import re
import zipfile
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.authoring import DraftFactory
from tests.factories.learning import document, make_course, media_item, question, showing
from tests.learning.routes import LESSON, SETTINGS, TITLES
from tests.skills import test_practice
from tests.support.media import picture
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import keep_files, open_draft, publish_course, start_course, zipped
from wellbeing_portal.learning.forms.questions import QuestionForm
from wellbeing_portal.learning.models import Attempt, Course, Draft, Enrolment, LessonCompletion
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.validators import flaws_of, kept_file

pytestmark = pytest.mark.django_db
PACKAGES = Path(__file__).parent / "packages"
SEVEN = deepcopy(test_practice.SEVEN)
for _one in SEVEN:
    if _one["type"] == "ordering":
        # The order is what is right there.
        _one["choices"] = [{name: row[name] for name in ("key", "text", "feedback")} for row in _one["choices"]]
WHOSE = {"owner": "diak", "kind": "student", "audience": "own"}


@pytest.fixture
def leena(client, people):
    client.force_login(people.coordinator)
    return client


@pytest.fixture
def draft(people):
    course = make_course("kept", owner=people.diak, audience=Audience.OWN, questions=SEVEN)
    return open_draft(people.coordinator, course=course)


def at(name, draft, *more):
    return reverse(f"learning:{name}", args=[draft.public_id, *more])


def send(leena, name, draft, *more, **data):
    draft.refresh_from_db()
    response = leena.post(at(name, draft, *more), {"version": draft.revision, **data})
    draft.refresh_from_db()
    return response


def test_a_course_is_written_from_nothing_to_the_shelf(leena, people):
    response = leena.post(reverse("learning:course_new"), {**WHOSE, **TITLES, "slug": "fresh"})
    draft = Draft.objects.get(slug="fresh")
    assert (response["Location"], draft.owner, draft.audience) == (at("draft_page", draft), people.diak, "own")
    assert leena.get(at("draft_page", draft)).context["flaws"]
    send(leena, "module_new", draft, **TITLES)
    assert send(leena, "lesson_new", draft, "moi-en", **LESSON)["Location"] == at("lesson_text", draft, "moi-en")
    texts = {f"summary_{code}": "Short." for code in ("fi", "sv", "en")}
    outcomes = {f"outcomes_{code}": "One\r\n\r\nTwo" for code in ("fi", "sv", "en")}
    send(leena, "draft_settings", draft, **SETTINGS, **texts, **outcomes)
    send(leena, "lesson_edit", draft, "moi-en", **LESSON, **texts)
    for code in ("fi", "sv", "en"):
        leena.post(f"{at('lesson_text', draft, 'moi-en')}?in={code}", {"version": draft.revision, "body": "Words."})
        draft.refresh_from_db()
    assert leena.get(at("draft_page", draft)).context["flaws"] == []
    assert [one["en"] for one in draft.document["course"]["outcomes"]] == ["One", "Two"]
    send(leena, "draft_publish", draft, change_note="First.", material_change="no")
    assert Course.objects.get(slug="fresh").current.title["sv"] == "Moi sv"


def test_an_address_is_taken_once(leena, people, draft):
    for slug, status in (("kept", 422), ("fresh", 303), ("fresh", 422), ("Not A Slug", 422), ("me", 422)):
        response = leena.post(reverse("learning:course_new"), {**WHOSE, **TITLES, "slug": slug})
        assert response.status_code == status
    with pytest.raises(Refusal):
        start_course(people.coordinator, owner=None, audience="everyone", document=document("portal"))


def test_modules_and_lessons_are_renamed_moved_and_deleted(leena, draft):
    send(leena, "module_edit", draft, "one", **TITLES)
    assert draft.document["course"]["modules"][0]["title"]["fi"] == "Moi fi"
    assert send(leena, "module_new", draft, title_fi="").status_code == 422
    send(leena, "module_new", draft, **TITLES)
    send(leena, "draft_change", draft, what="module", key="moi-en", do="up")
    send(leena, "draft_change", draft, what="lesson", key="read", do="up")
    assert [one["key"] for one in draft.document["course"]["modules"][0]["lessons"]] == ["read"]
    response = send(leena, "draft_change", draft, what="lesson", key="read", do="delete")
    assert response["Location"] == at("draft_page", draft)
    assert [one["key"] for one in draft.document["course"]["modules"][0]["lessons"]] == []
    for name in ("module_edit", "lesson_new", "lesson_edit", "question_edit", "question_list", "question_new"):
        assert leena.get(at(name, draft, "nothing")).status_code == 404


def test_a_move_on_an_old_page_moves_nothing(leena, draft):
    before = draft.document
    leena.post(at("draft_change", draft), {"version": "7", "what": "lesson", "key": "read", "do": "down"})
    draft.refresh_from_db()
    assert draft.document == before


@pytest.mark.parametrize("one", SEVEN, ids=lambda one: one["type"])
def test_a_question_of_every_type_comes_through_its_form_as_it_was(leena, draft, one):
    said = next(row for row in draft.document["questions"] if row["key"] == one["key"])
    page = leena.get(at("question_edit", draft, one["key"]))
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in typed.items() if value not in (None, False)}
    assert send(leena, "question_edit", draft, one["key"], **sent).status_code == 303
    now = next(row for row in draft.document["questions"] if row["key"] == one["key"])
    assert {"points": 1, **now} == {"points": 1, **({"tolerance": 0} if one["type"] == "numeric" else {}), **said}


def test_questions_are_added_moved_and_deleted(leena, draft):
    address = f"{at('question_new', draft, 'read')}?type=truefalse"
    typed = {"use": "check", "points": "2", "choice2_right": "on", "text_fi": "Niinkö?"}
    page = leena.get(address)
    form = page.context["form"]
    typed |= {name: form[name].value() for name in form.fields if re.match(r"choice\d_(fi|sv|en)", name)}
    leena.post(address, {"version": draft.revision, **typed})
    draft.refresh_from_db()
    made = draft.document["questions"][-1]
    assert (made["lesson"], made["type"], [one["right"] for one in made["choices"]]) == (
        "read",
        "truefalse",
        [False, True],
    )
    response = send(leena, "draft_change", draft, what="question", key=made["key"], do="up")
    assert response["Location"].endswith(f"/lessons/read/questions/#question-{made['key']}")
    assert draft.document["questions"][-2]["key"] == made["key"]
    send(leena, "draft_change", draft, what="question", key=made["key"], do="delete")
    assert edits.find(draft.document, made["key"], "question") is None


def test_two_editors_of_a_question_lose_nothing(leena, draft):
    response = leena.post(
        at("question_edit", draft, SEVEN[0]["key"]),
        {"version": "9", "use": "practice", "points": "1", "text_fi": "Typed."},
    )
    page = response.content.decode()
    assert (response.status_code, "Typed." in page, 'name="version" value="1"' in page) == (422, True, True)


def test_numbers_keep_their_kind_and_gaps_stay_gaps():
    def asked(type_of, **typed):
        form = QuestionForm({"use": "practice", "points": "1", **typed}, codes=["fi"], type_of=type_of)
        assert form.is_valid(), form.errors
        return form.question()

    assert asked("numeric", answer="2.5", tolerance="0")["answer"] == 2.5
    assert asked("short", accept_fi="yes\n\n no ")["accept"] == {"fi": ["yes", "no"]}
    assert asked("matching", left2_fi="a", right2_fi="b")["pairs"] == [{"left": {"fi": "a"}, "right": {"fi": "b"}}]
    assert asked("single")["choices"] == []


def test_every_flaw_leads_to_a_page_and_a_field_that_is_there(leena, people):
    said = document(kind="staff", questions=deepcopy(SEVEN), pass_mark=200)
    course = said["course"]
    course["title"]["sv"], course["topics"], course["outcomes"] = "", [], [{"fi": "", "sv": "x", "en": "x"}]
    course["modules"][0]["title"]["en"] = ""
    lessons = course["modules"][0]["lessons"]
    lessons[0]["summary"]["fi"], lessons[0]["minutes"], lessons[1]["required"] = "", 90, True
    course["modules"].append({"key": "empty", "title": {"fi": "x", "sv": "x", "en": "x"}, "lessons": []})
    said["bodies"]["fi"]["read"] = "# Big"
    said["bodies"]["sv"]["read"] = ""
    for number, one in enumerate(said["questions"]):
        if number % 2 == 0:
            one["text"]["fi"] = ""
    for one in said["questions"]:
        for row in one.get("choices", []):
            row["text"]["en"] = ""
            if "right" in row:
                row["right"] = False
        for pair in one.get("pairs", []):
            pair["right"]["sv"] = ""
        if "accept" in one:
            one["accept"]["fi"] = []
    draft = DraftFactory(slug="flawed", kind="staff", owner=people.diak, document=said)
    flaws = leena.get(at("draft_page", draft)).context["flaws"]
    assert len(flaws) == len(flaws_of(said))
    fieldless = 0
    for one in flaws:
        address, _hash, field = one.address.partition("#")
        page = leena.get(address)
        assert page.status_code == 200, one
        assert one.about
        fieldless += not field
        if field:
            assert f'id="{field}"' in page.content.decode(), one
    assert fieldless < len(flaws) / 2


def test_the_preview_shows_a_lesson_and_answers_and_writes_nothing(leena, draft):
    address = at("lesson_look", draft, "read")
    assert leena.get(at("draft_look", draft)).status_code == 200
    page = leena.get(address).content.decode()
    for one in SEVEN:
        assert one["text"]["fi"] in page
        assert one["explanation"]["fi"] not in page
    assert "feedback" not in page
    single = next(one for one in SEVEN if one["type"] == "single")
    right = next(choice["key"] for choice in single["choices"] if choice.get("right"))
    response = leena.post(address, {"question": single["key"], single["key"]: right})
    assert response.context["verdict"].is_right
    assert single["explanation"]["fi"] in response.content.decode()
    for data in ({"question": single["key"]}, {"question": "nothing"}):
        assert leena.post(address, data).status_code == 422
    assert leena.get(at("lesson_look", draft, "nothing")).status_code == 404
    for model in (Enrolment, Attempt, LessonCompletion):
        assert not model.objects.exists()


def test_the_preview_leaves_out_questions_that_have_flaws(leena, draft):
    send(leena, "question_edit", draft, SEVEN[0]["key"], use="practice", points="1", text_fi="")
    assert leena.get(at("lesson_look", draft, "read")).context["look"].left_out == 1


def test_differences_are_shown_between_versions_and_to_the_draft(leena, people, draft):
    leena.post(at("lesson_text", draft, "read"), {"version": "1", "body": "Aivan <b>uutta</b>."})
    for name in ("draft_diff", "draft_publish"):
        page = leena.get(at(name, draft)).content.decode()
        assert "<ins>" in page
        assert "&lt;b&gt;uutta" in page
    draft.refresh_from_db()
    publish_course(None, document=draft.document, change_note="", owner=people.diak)
    page = leena.get(reverse("learning:version_diff", args=["kept"]))
    assert (page.context["old"], page.context["new"], page.context["differences"].is_empty) == (1, 2, False)
    assert leena.get(reverse("learning:version_diff", args=["kept"]), {"old": "9"}).status_code == 404
    founding = DraftFactory(owner=people.diak)
    assert leena.get(at("draft_diff", founding)).context["differences"] is None


def test_what_is_exported_can_be_imported(leena, people, draft):
    for address in (reverse("learning:version_export", args=["kept"]), at("draft_export", draft)):
        response = leena.get(address)
        assert response["Content-Disposition"].startswith('attachment; filename="kept-')
        with zipfile.ZipFile(io.BytesIO(response.content)) as package:
            assert "kept/fi/read.md" in package.namelist()
    assert leena.get(reverse("learning:version_export", args=["kept"]), {"version": "9"}).status_code == 404
    sent = {**WHOSE, "language": "en", "slug": "brought"}
    leena.post(reverse("learning:course_import"), {**sent, "package": SimpleUploadedFile("x.zip", response.content)})
    made = Draft.objects.get(slug="brought")
    assert made.document["bodies"] == draft.document["bodies"]
    assert flaws_of(edits.spoken(made.document)) == []
    assert leena.get(at("draft_page", made)).context["report"]


def test_pictures_go_out_and_come_in_with_the_folder(leena, people):
    file = kept_file(picture())
    keep_files([file])
    said = showing(document("shown"), media_item("lamp", file))
    publish_course(None, document=said, change_note="", owner=people.diak)
    package = leena.get(reverse("learning:version_export", args=["shown"])).content
    sent = {**WHOSE, "slug": "copy", "language": "en", "package": SimpleUploadedFile("x.zip", package)}
    leena.post(reverse("learning:course_import"), sent)
    draft = Draft.objects.get(slug="copy")
    assert draft.document["media"] == said["media"]
    assert flaws_of(draft.document) == []
    send(leena, "draft_publish", draft, change_note="Copied.", material_change="no")
    page = leena.post(reverse("learning:course_edit", args=["copy"]))["Location"]
    assert file.sha256 in leena.get(f"{page}look/read/").content.decode()


def test_an_import_can_be_the_next_version_of_a_course_one_keeps(leena, people):
    course = make_course("kept", owner=people.diak)
    package = zipped(course.current.manuscript.document)
    make_course("theirs", owner=people.kamk)
    for slug, status in (("", 303), ("", 422), ("theirs", 422)):
        sent = {**WHOSE, "slug": slug, "language": "en", "package": SimpleUploadedFile("x.zip", package)}
        assert leena.post(reverse("learning:course_import"), sent).status_code == status
    assert Draft.objects.get().based_on == course.current


def test_a_common_cartridge_becomes_a_draft_with_its_report(leena):
    with (PACKAGES / "canvas-quizzes-cc13.imscc").open("rb") as package:
        sent = {**WHOSE, "language": "en", "package": package}
        response = leena.post(reverse("learning:course_import"), sent)
    page = leena.get(response["Location"])
    fates = {str(fate) for fate, _what, _why in page.context["report"]}
    assert len(fates) >= 2
    for module in page.context["modules"]:
        for one in module.lessons:
            draft = page.context["draft"]
            assert leena.get(at("lesson_text", draft, one.lesson["key"])).status_code == 200
            assert leena.get(at("lesson_look", draft, one.lesson["key"])).status_code == 200


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_what_is_no_package_is_refused_in_words(leena, content):
    sent = {**WHOSE, "language": "en", "package": SimpleUploadedFile("x.zip", content)}
    response = leena.post(reverse("learning:course_import"), sent)
    assert (response.status_code, "package" in response.context["form"].errors) == (422, True)
    assert not Draft.objects.exists()


def test_a_package_without_a_course_becomes_an_empty_draft_that_says_so(leena):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("notes/readme.txt", "hello")
    sent = {**WHOSE, "language": "en", "package": SimpleUploadedFile("x.zip", out.getvalue())}
    leena.post(reverse("learning:course_import"), sent)
    assert [line[0] for line in Draft.objects.get().report] == ["left_out", "missing"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_a_draft_ask_the_same_for_one_and_for_three(leena, people, count, django_assert_num_queries):
    said = document(questions=[question(f"q-{number}", "read") for number in range(count)])
    draft = DraftFactory(slug="many", owner=people.diak, document=said)
    with django_assert_num_queries(5):
        assert len(leena.get(at("question_list", draft, "read")).context["page"].object_list) == count
    with django_assert_num_queries(4):
        leena.get(at("draft_page", draft))
