"""Courses in the making: opened once, saved by one at a time, published once, put aside and taken back."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.authoring import DraftFactory
from tests.factories.learning import document, make_course
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import (
    discard_draft,
    edit_draft,
    forget_drafts,
    open_draft,
    publish_course,
    publish_draft,
    restore_draft,
)
from wellbeing_portal.learning.models import Course, CourseVersion, Draft
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.tasks import forget_drafts as forget_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(diak):
    return make_course("kept", owner=diak, audience=Audience.OWN)


@pytest.fixture
def draft(people, course):
    return open_draft(people.coordinator, course=course)


def writes(body):
    return lambda said: edits.with_body(said, key="read", language="fi", body=body)


def publish(actor, draft, **more):
    return publish_draft(actor, draft=draft, change_note="New words.", **{"revision": draft.revision, **more})


def test_a_draft_begins_with_the_newest_version_and_is_there_once(people, course, draft):
    assert draft.document == course.current.manuscript.document
    assert (draft.based_on, draft.owner, draft.title) == (course.current, people.diak, course.current.title)
    assert open_draft(people.coordinator, course=course) == draft
    assert Entry.objects.filter(action="open_draft").count() == 1


def test_only_those_who_keep_the_course_open_a_draft(people, course):
    for person in (people.manager, people.staff, people.moderator):
        with pytest.raises(Refusal):
            open_draft(person, course=course)
    with pytest.raises(Refusal):
        open_draft(people.coordinator, course=make_course("ours"))
    with pytest.raises(Refusal):
        open_draft(people.manager, course=Course.objects.create(slug="empty", kind="student"))
    assert not Draft.objects.exists()


def test_the_second_of_two_editors_is_told_and_overwrites_only_knowingly(people, draft):
    edit_draft(people.coordinator, draft=draft, revision=1, change=writes("First."))
    with pytest.raises(Refusal) as told:
        edit_draft(people.coordinator, draft=draft, revision=1, change=writes("Second."))
    assert told.value.field == "version"
    draft.refresh_from_db()
    assert (draft.revision, draft.document["bodies"]["fi"]["read"]) == (2, "First.\n")
    # The same again is no conflict: a double click.
    edit_draft(people.coordinator, draft=draft, revision=1, change=writes("First."))
    edit_draft(people.coordinator, draft=draft, revision=2, change=writes("Second."))
    draft.refresh_from_db()
    assert (draft.revision, draft.document["bodies"]["fi"]["read"], draft.updated_by) == (
        3,
        "Second.\n",
        people.coordinator,
    )


def test_nobody_else_edits(people, draft):
    for verb in (
        lambda: edit_draft(people.operator, draft=draft, revision=1, change=writes("Mine.")),
        lambda: publish(people.operator, draft),
        lambda: discard_draft(people.operator, draft=draft),
        lambda: restore_draft(people.operator, draft=draft),
    ):
        with pytest.raises(Refusal):
            verb()


def test_a_partner_that_has_ended_writes_nothing(people, draft):
    type(people.diak).objects.filter(pk=people.diak.pk).update(partner_until=datetime.date(2020, 1, 1))
    with pytest.raises(Refusal):
        edit_draft(people.coordinator, draft=draft, revision=1, change=writes("Mine."))


def test_a_draft_is_published_once_however_often_it_is_sent(people, course, draft):
    edit_draft(people.coordinator, draft=draft, revision=1, change=writes("New."))
    draft.refresh_from_db()
    first = publish(people.coordinator, draft, material_change=True)
    second = publish(people.coordinator, draft)
    assert (first.is_new, second.is_new, first.version) == (True, False, second.version)
    version = CourseVersion.objects.get(course=course, number=2)
    assert (version.change_note, version.material_change, version.published_by) == (
        "New words.",
        True,
        people.coordinator,
    )
    draft.refresh_from_db()
    assert (draft.became, draft.is_open) == (version, False)
    assert Entry.objects.filter(action="publish_draft").count() == 1
    with pytest.raises(Refusal):
        edit_draft(people.coordinator, draft=draft, revision=2, change=writes("Later."))
    with pytest.raises(Refusal):
        restore_draft(people.coordinator, draft=draft)


def test_a_draft_that_founds_a_course_makes_it_for_its_owner(people):
    draft = DraftFactory(slug="founded", owner=people.diak, audience=Audience.OWN)
    publish(people.coordinator, draft)
    course = Course.objects.get(slug="founded")
    assert (course.owner, course.audience, course.current.number) == (people.diak, Audience.OWN, 1)
    draft.refresh_from_db()
    assert draft.course == course


def test_flaws_old_revisions_and_unchanged_texts_are_not_published(people, draft):
    with pytest.raises(Refusal):
        publish(people.coordinator, draft)
    edit_draft(people.coordinator, draft=draft, revision=1, change=writes(""))
    with pytest.raises(Refusal) as told:
        publish(people.coordinator, draft)
    assert told.value.field == "version"
    draft.refresh_from_db()
    with pytest.raises(Refusal):
        publish(people.coordinator, draft)
    draft.refresh_from_db()
    assert draft.is_open
    assert CourseVersion.objects.count() == 1


def test_a_course_that_somebody_else_founded_meanwhile_stays_theirs(people):
    draft = DraftFactory(slug="wanted", owner=people.diak)
    publish_course(None, document=document("wanted"), change_note="")
    with pytest.raises(Refusal):
        publish(people.coordinator, draft)


def test_a_draft_is_put_aside_and_taken_back(people, course, draft):
    for _time in range(2):
        discard_draft(people.coordinator, draft=draft)
    with pytest.raises(Refusal):
        publish(people.coordinator, draft)
    other = open_draft(people.coordinator, course=course)
    with pytest.raises(Refusal):
        restore_draft(people.coordinator, draft=draft)
    discard_draft(people.coordinator, draft=other)
    for _time in range(2):
        restore_draft(people.coordinator, draft=draft)
    draft.refresh_from_db()
    assert draft.is_open
    assert Entry.objects.filter(action="discard_draft").count() == 2
    assert Entry.objects.filter(action="restore_draft").count() == 1


def test_what_was_put_aside_a_month_ago_is_forgotten(people, draft):
    kept = DraftFactory()
    discard_draft(people.coordinator, draft=draft)
    assert forget_drafts() == 0
    Draft.objects.filter(pk=draft.pk).update(ended_at=timezone.now() - datetime.timedelta(days=31))
    forget_task()
    assert list(Draft.objects.all()) == [kept]
