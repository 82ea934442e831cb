"""The shelf of courses, and one's own."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from tests.factories.learning import (
    CompletionRecordFactory,
    EnrolmentFactory,
    ReflectionEntryFactory,
    document,
    lesson,
    make_course,
    texts,
)
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.actions import archive_course, mark_done, publish_course
from wellbeing_portal.learning.models import Course, ReflectionEntry
from wellbeing_portal.learning.queries import (
    Wish,
    catalogue,
    completions_of,
    course_for,
    my_courses,
    reflection_for,
    reflections_of,
    valid_completion,
)
from wellbeing_portal.learning.queries.progress import version_met

pytestmark = pytest.mark.django_db

ANYBODY = AnonymousUser()


def slugs(cards):
    return [card.course.slug for card in cards]


def shelf(user, **more):
    return catalogue(user, kind="student", language="sv", **more)


def test_the_shelf_has_open_courses_by_title(people):
    make_course("zebra")
    make_course("apple", title=texts("ängel"))
    make_course("staff", kind="staff")
    make_course("own", owner=people.diak, audience=Audience.OWN)
    archive_course(people.manager, course=make_course("old"), archived=True)
    Course.objects.create(slug="empty", kind="student")
    assert slugs(shelf(people.student)) == ["own", "zebra", "apple"]
    assert slugs(shelf(ANYBODY)) == slugs(shelf(people.stranger)) == ["zebra", "apple"]
    first = shelf(ANYBODY)[0]
    assert (first.title, first.language, first.progress) == (
        "Course zebra sv",
        "sv",
        None,
    )


def test_a_title_is_shown_in_a_language_it_has():
    said = document(languages=["en"], questions=[])
    for part in ("title", "summary"):
        said["course"][part] = {"en": "Only English"}
    said["bodies"] = {"en": said["bodies"]["en"]}
    publish_course(None, document=said, change_note="")
    card = shelf(ANYBODY)[0]
    assert (card.title, card.language) == ("Only English", "en")


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(), ["long", "short"]),
        (Wish(topic="sleep"), ["long"]),
        (Wish(topic="time"), []),
        (Wish(level="deeper"), ["long"]),
        (Wish(speaks="sv"), ["long", "short"]),
        (Wish(most_minutes=20), ["short"]),
        (Wish(words="COURSE short"), ["short"]),
        (Wish(words="about short"), ["short"]),
        (Wish(words="elephant"), []),
        (Wish(topic="sleep", most_minutes=20), []),
    ],
)
def test_the_shelf_is_sifted(wish, found):
    make_course(
        "long", topics=["sleep", "studying"], level="deeper", lessons=[lesson("read", minutes=30)], questions=[]
    )
    make_course("short", lessons=[lesson("read", minutes=20)], questions=[])
    assert slugs(shelf(ANYBODY, wish=wish)) == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_shelf_asks_as_often_however_long_it_is(student, count, django_assert_num_queries):
    for number in range(count):
        EnrolmentFactory(course=make_course(f"course-{number}"), user=student)
    shelf(student)
    with django_assert_num_queries(5):
        shelf(student)
    with django_assert_num_queries(4):
        my_courses(student, kind="student", language="fi")
    with django_assert_num_queries(1):
        shelf(ANYBODY)


def test_progress_is_that_of_the_version_somebody_is_in(student):
    course = make_course()
    enrolment = EnrolmentFactory(course=course, user=student)
    mark_done(student, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="read"))
    more = document(lessons=[lesson(f"new-{number}") for number in range(8)], questions=[], title=texts("New"))
    publish_course(None, document=more, change_note="")
    card = shelf(student)[0]
    assert (card.version.number, card.title) == (1, "Course sample sv")
    assert (card.progress.percent, card.progress.minutes_left, card.progress.completion) == (50, 15, None)


def test_ones_own_courses_begin_with_what_is_not_finished(student, peer):
    now = timezone.now()
    for number, slug in enumerate(["first", "second", "finished", "archived"]):
        enrolment = EnrolmentFactory(
            course=make_course(slug), user=student, seen_at=now - timedelta(hours=number), cycle=1
        )
        if slug == "finished":
            CompletionRecordFactory(course=enrolment.course, user=student)
    Course.objects.filter(slug="archived").update(state="archived")
    EnrolmentFactory(course=make_course("peers"), user=peer)
    EnrolmentFactory(course=make_course("staff", kind="staff"), user=student)
    cards = my_courses(student, kind="student", language="fi")
    assert slugs(cards) == ["first", "second", "archived", "finished"]
    assert my_courses(ANYBODY, kind="student", language="fi") == []


def test_the_latest_cycle_is_shown(student):
    course = make_course()
    EnrolmentFactory(course=course, user=student)
    CompletionRecordFactory(course=course, user=student)
    second = EnrolmentFactory(course=course, user=student, cycle=2)
    card = shelf(student)[0]
    assert (card.enrolment, card.progress.completion) == (second, None)


def test_a_course_is_found_on_its_own_shelf_only(people):
    make_course("own", kind="staff", owner=people.diak, audience=Audience.OWN)
    assert course_for(people.staff, "own", kind="staff").slug == "own"
    for user, kind in ((people.staff, "student"), (people.student, "staff"), (ANYBODY, "staff")):
        with pytest.raises(Http404):
            course_for(user, "own", kind=kind)


def test_a_course_without_a_version_meets_nobody():
    with pytest.raises(ValueError, match="Nothing"):
        version_met(Course(slug="empty"), None)


def test_what_was_completed_is_listed_with_the_newest_first(student, peer):
    older, newer = (
        CompletionRecordFactory(course=make_course(slug), user=student, completed_at=timezone.now() - ago)
        for slug, ago in (("a", timedelta(days=9)), ("b", timedelta(days=1)))
    )
    CompletionRecordFactory(course=make_course("c"), user=student, voided_at=timezone.now())
    CompletionRecordFactory(course=older.course, user=peer)
    assert completions_of(student) == [newer, older]
    assert completions_of(ANYBODY) == []


def test_a_completion_counts_until_the_end_of_its_last_day(student, time_machine):
    course = make_course()
    until = today() + timedelta(days=10)
    first = CompletionRecordFactory(course=course, user=student, valid_until=until)
    assert valid_completion(student, "sample") == first
    longer = CompletionRecordFactory(course=course, user=student, cycle=2, valid_until=until + timedelta(days=5))
    assert valid_completion(student, "sample") == longer
    forever = CompletionRecordFactory(course=course, user=student, cycle=3)
    assert valid_completion(student, "sample") == forever
    forever.delete()
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert valid_completion(student, "sample") == longer
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert valid_completion(student, "sample") is None
    assert valid_completion(student, "other") is None


def test_ones_own_reflections_are_listed_and_found(student, peer):
    course = make_course()
    older = ReflectionEntryFactory(course=course, user=student, key="a", updated_at=timezone.now() - timedelta(days=1))
    newer = ReflectionEntryFactory(course=course, user=student, key="b")
    ReflectionEntryFactory(course=make_course("staff", kind="staff"), user=student)
    others = ReflectionEntryFactory(course=course, user=peer)
    assert list(reflections_of(student, kind="student")) == [newer, older]
    assert reflection_for(student, newer.public_id) == newer
    with pytest.raises(Http404):
        reflection_for(student, others.public_id)
    assert ReflectionEntry.objects.visible_to(ANYBODY).count() == 0
