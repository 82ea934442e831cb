"""Who may open which address of courses: what belongs to Diak is kept by its coordinator alone."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.authoring import DraftFactory
from tests.factories.learning import document, make_course, media_item, showing, texts
from tests.support.matrix import CANARY, Route, everyone
from tests.support.media import VTT, film, picture
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import discard_draft, keep_files, open_draft, publish_course, zipped
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.validators import kept_file

LISTS = "login 404 404 404 404 404 404 200 200 200"
KEPT = "login 404 404 404 404 404 404 200 404 404"
DONE = "login 404 404 404 404 404 404 303 404 404"
# The text comes back to who is signed out.
TYPED = DONE.replace("login", "403")


def files(people):
    """A picture that a course of everybody's shows, and words of a film that an institution keeps for its staff."""
    ours, theirs, words = kept_file(picture()), kept_file(film()), kept_file(VTT + CANARY.encode())
    keep_files([ours, theirs, words])
    publish_course(None, document=showing(document("rhythm"), media_item("ours", ours)), change_note="")
    captions = dict.fromkeys(("fi", "sv", "en"), words.sha256)
    walled = showing(document("own", kind="staff"), media_item("theirs", theirs, captions=captions))
    publish_course(None, document=walled, change_note="", owner=people.diak, audience=Audience.OWN)
    return {"ours": ours, "words": words}


def world(people):
    named = {"title": texts(f"{CANARY} course"), "summary": texts(f"Of {CANARY}.")}
    course = make_course("kept", owner=people.diak, audience=Audience.OWN, **named)
    draft = open_draft(people.coordinator, course=course)
    draft.document = edits.with_body(
        draft.document, key="read", language="fi", body=f"{CANARY} sings.\n\n![](media:viiva)\n"
    )
    # A key that is part of no word of a page.
    draft.document["course"]["modules"][0]["key"] = "vaellus"
    shown = files(people)
    draft.document = edits.with_media(draft.document, media_item("viiva", shown["ours"], alt=texts(CANARY)))
    draft.save()
    founding = DraftFactory(slug="founding", owner=people.diak, document=document("founding", **named))
    gone = DraftFactory(slug="gone", owner=people.diak, document=document("gone", **named))
    discard_draft(people.coordinator, draft=gone)
    return SimpleNamespace(course=course, draft=draft, founding=founding, gone=gone, **shown)


def of_course(world):
    return {"slug": world.course.slug}


def of(name="draft", **more):
    return lambda world: {"public_id": getattr(world, name).public_id, **more}


def typed(**more):
    return lambda world: {"version": str(world.draft.revision), **more}


TITLES = {f"title_{code}": f"Moi {code}" for code in ("fi", "sv", "en")}
WHOSE = {"owner": "diak", "kind": "student", "audience": "own"}
LESSON = {**TITLES, "minutes": "10", "done": "marked", "required": "on"}
QUESTION = {"use": "practice", "points": "1", "text_fi": "Miksi?", "choice1_fi": "Siksi", "choice1_right": "on"}
SETTINGS = {**TITLES, "level": "basic", "licence": "CC-BY-4.0", "languages": ["fi", "sv", "en"], "topics": ["time"]}


def package(world):
    return {**WHOSE, "language": "en", "package": SimpleUploadedFile("course.zip", zipped(document("brought")))}


# New courses begin with a form for whoever writes for some owner.
NEW = LISTS.replace("200 200 200", "303 422 422")
ROUTES = [
    Route(
        "learning:media_file",
        case="for everybody",
        at=lambda world: {"slug": "rhythm", "sha256": world.ours.sha256, "ending": "png"},
        public=True,
        get=everyone(200),
    ),
    Route(
        "learning:media_file",
        case="for staff of one institution",
        at=lambda world: {"slug": "own", "sha256": world.words.sha256, "ending": "vtt"},
        public=True,
        get="404 404 404 404 200 200 200 200 200 200",
    ),
    Route("learning:course_list", get=LISTS),
    Route("learning:course_new", data=lambda world: {**WHOSE, **TITLES, "slug": "fresh"}, get=LISTS, post=NEW),
    Route("learning:course_import", data=package, get=LISTS, post=NEW),
    Route("learning:course_page", at=of_course, get=KEPT),
    Route("learning:course_edit", at=of_course, post=DONE),
    Route("learning:course_archive", at=of_course, data=lambda world: {"state": "archived"}, post=DONE),
    Route("learning:version_export", at=of_course, get=KEPT),
    Route("learning:version_diff", at=of_course, get=KEPT),
    Route("learning:draft_page", at=of(), get=KEPT),
    Route("learning:draft_settings", at=of(), data=typed(**SETTINGS), get=KEPT, post=DONE),
    Route("learning:draft_change", at=of(), data=typed(what="lesson", key="read", do="down"), post=DONE),
    Route("learning:draft_look", at=of(), get=KEPT),
    Route(
        "learning:lesson_look",
        at=of(key="read"),
        data=lambda world: {"question": "practice-1", "practice-1": "a"},
        get=KEPT,
        post=KEPT,
    ),
    Route("learning:draft_diff", at=of(), get=KEPT),
    Route("learning:draft_export", at=of(), get=KEPT),
    Route(
        "learning:media_list",
        at=of(),
        data=lambda world: {**typed()(world), "file": SimpleUploadedFile("new.png", picture(size=(9, 9)))},
        get=KEPT,
        post=DONE,
    ),
    Route("learning:media_edit", at=of(key="viiva"), data=typed(licence="CC0"), get=KEPT, post=DONE),
    Route("learning:media_delete", at=of(key="viiva"), data=typed(), post=DONE),
    Route(
        "learning:draft_file",
        at=lambda world: {"public_id": world.draft.public_id, "sha256": world.ours.sha256, "ending": "png"},
        get=KEPT,
    ),
    Route("learning:module_new", at=of(), data=typed(**TITLES), get=KEPT, post=DONE),
    Route("learning:module_edit", at=of(key="vaellus"), data=typed(**TITLES), get=KEPT, post=DONE),
    Route("learning:lesson_new", at=of(key="vaellus"), data=typed(**LESSON), get=KEPT, post=DONE),
    Route("learning:lesson_edit", at=of(key="read"), data=typed(**LESSON), get=KEPT, post=DONE),
    Route("learning:lesson_text", at=of(key="read"), data=typed(body="Moi"), get=KEPT, post=TYPED),
    Route("learning:question_list", at=of(key="read"), get=KEPT),
    Route("learning:question_new", at=of(key="read"), data=typed(**QUESTION), get=KEPT, post=DONE),
    Route("learning:question_edit", at=of(key="practice-1"), data=typed(**QUESTION), get=KEPT, post=DONE),
    Route(
        "learning:draft_publish",
        at=of(),
        data=typed(change_note="Moi", material_change="no"),
        get=KEPT,
        post=DONE,
    ),
    Route("learning:draft_discard", at=of(), post=DONE),
    Route("learning:draft_restore", at=of("gone"), post=DONE),
]
