"""A learner's way through a course."""

import pytest

from tests.factories.learning import EnrolmentFactory, document, lesson, make_course, texts
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import (
    archive_course,
    enrol,
    mark_done,
    mark_undone,
    move_to_current,
    open_lesson,
    publish_course,
    renew,
    save_answer,
    start_attempt,
)
from wellbeing_portal.learning.actions import lessons as lessons_actions
from wellbeing_portal.learning.enums import Source
from wellbeing_portal.learning.models import Attempt, CompletionRecord, Enrolment, LessonCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def enrolment(course, student):
    return enrol(student, course=course, language="sv")


def lessons(enrolment):
    return {one.key: one for one in enrolment.version.lessons.all()}


def done(enrolment):
    rows = LessonCompletion.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    return sorted(rows.values_list("lesson_key", "how"))


def test_whoever_enrols_gets_the_newest_version(course, student, diak):
    made = enrol(student, course=course, language="sv", source=Source.LTI)
    assert (made.version, made.cycle, made.source, made.language, made.institution) == (
        course.current,
        1,
        "lti",
        "sv",
        diak,
    )
    assert enrol(student, course=course, language="fi") == made
    assert Enrolment.objects.count() == 1
    assert Entry.objects.filter(action="enrol").count() == 1


def test_whoever_enrols_second_finds_the_first(course, student):
    begin = [
        lessons_actions.begin(student, course=course, language="fi", source=Source.SELF, cycle=1) for _turn in "ab"
    ]
    assert begin[0] == begin[1]
    assert Entry.objects.filter(action="enrol").count() == 1


def test_a_language_that_the_portal_does_not_speak_becomes_its_first(course, student):
    assert enrol(student, course=course, language="de").language == "fi"


def test_nobody_enrols_where_they_may_not(people):
    with pytest.raises(Refusal):
        enrol(people.student, course=make_course(kind="staff"), language="fi")
    assert not Enrolment.objects.exists()


def test_opening_a_lesson_says_where_to_go_on(enrolment, student):
    for key in ("read", "check", "read"):
        open_lesson(student, enrolment=enrolment, lesson=lessons(enrolment)[key])
    enrolment.refresh_from_db()
    assert (enrolment.last_lesson, LessonCompletion.objects.count(), done(enrolment)) == ("read", 2, [])


def test_a_mark_counts_once_and_can_be_taken_away(enrolment, student):
    read = lessons(enrolment)["read"]
    assert mark_done(student, enrolment=enrolment, lesson=read) is None
    first = LessonCompletion.objects.get().completed_at
    mark_done(student, enrolment=enrolment, lesson=read)
    assert (done(enrolment), LessonCompletion.objects.get().completed_at) == ([("read", "marked")], first)
    mark_undone(student, enrolment=enrolment, lesson=read)
    assert done(enrolment) == []


def test_only_lessons_that_are_marked_can_be_marked(enrolment, student):
    with pytest.raises(Refusal):
        mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)["write"])
    assert done(enrolment) == []


def test_nobody_goes_on_for_somebody_else(enrolment, people):
    read = lessons(enrolment)["read"]
    for act in (open_lesson, mark_done, mark_undone):
        with pytest.raises(Refusal):
            act(people.peer, enrolment=enrolment, lesson=read)
    assert not LessonCompletion.objects.exists()


def test_a_lesson_of_another_course_or_version_is_refused(enrolment, student):
    other = make_course("other").current.lessons.get(key="read")
    with pytest.raises(Refusal):
        mark_done(student, enrolment=enrolment, lesson=other)


def test_the_last_required_lesson_completes_the_course(enrolment, student):
    mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    completion = mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)["check"])
    assert (completion.user, completion.version, completion.cycle, completion.score, completion.valid_until) == (
        student,
        enrolment.version,
        1,
        None,
        None,
    )
    assert (completion.language, completion.institution, completion.is_manual) == (
        "sv",
        enrolment.institution,
        False,
    )


def test_a_completion_stays_whatever_happens_to_the_course(enrolment, student):
    for key in ("read", "check"):
        completion = mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)[key])
    mark_undone(student, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    more = document(lessons=[lesson("read"), lesson("check"), lesson("new")])
    publish_course(None, document=more, change_note="")
    moved = move_to_current(student, enrolment=enrolment)
    assert moved.version.number == 2
    assert mark_done(student, enrolment=moved, lesson=lessons(moved)["read"]) == completion
    assert list(CompletionRecord.objects.values_list("version__number", "completed_at")) == [
        (1, completion.completed_at)
    ]


def test_lessons_that_say_the_same_stay_done_in_a_newer_version(enrolment, student):
    for key in ("read", "check"):
        open_lesson(student, enrolment=enrolment, lesson=lessons(enrolment)[key])
    mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    changed = document()
    changed["questions"][1]["text"] = texts("another question")
    publish_course(None, document=changed, change_note="")
    moved = move_to_current(student, enrolment=enrolment)
    assert done(moved) == [("read", "marked")]
    assert list(LessonCompletion.objects.values_list("lesson_key", flat=True)) == ["read"]
    assert move_to_current(student, enrolment=moved).version == moved.version
    assert Entry.objects.get(action="move_to_version").facts == {"before": 1, "after": 2}


def test_learners_stay_where_they_are_until_they_move(enrolment):
    publish_course(None, document=document(title=texts("New")), change_note="")
    enrolment.refresh_from_db()
    assert enrolment.version.number == 1


def test_a_version_that_asks_for_less_completes_whoever_moves_to_it(enrolment, student):
    mark_done(student, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    less = document(lessons=[lesson("read")])
    less["questions"] = less["questions"][:1]
    publish_course(None, document=less, change_note="")
    move_to_current(student, enrolment=enrolment)
    assert CompletionRecord.objects.get().version.number == 2


def test_an_open_try_ends_with_the_version(enrolment, student):
    start_attempt(student, enrolment=enrolment, lesson=lessons(enrolment)["check"])
    publish_course(None, document=document(title=texts("New")), change_note="")
    move_to_current(student, enrolment=enrolment)
    assert list(Attempt.objects.values_list("state", "points", "passed")) == [("expired", 0, False)]


def test_an_open_try_that_was_good_enough_counts_when_the_version_ends(staff):
    enrolment = enrol(staff, course=make_course(kind="staff"), language="fi")
    mark_done(staff, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    attempt = start_attempt(staff, enrolment=enrolment, lesson=lessons(enrolment)["check"])
    for key, _choices, _matches in attempt.sheet:
        save_answer(staff, attempt=attempt, question_key=key, answer="b")
    publish_course(None, document=document(kind="staff", title=texts("New")), change_note="")
    move_to_current(staff, enrolment=enrolment)
    assert done(enrolment) == [("check", "passed"), ("read", "marked")]
    assert CompletionRecord.objects.get().version.number == 1


def test_a_renewal_is_a_cycle_of_its_own(course, student):
    first = enrol(student, course=course, language="fi")
    assert renew(student, course=course, language="fi") == first
    for key in ("read", "check"):
        mark_done(student, enrolment=first, lesson=lessons(first)[key])
    second = renew(student, course=course, language="en")
    assert (second.cycle, second.language, done(second)) == (2, "en", [])
    assert renew(student, course=course, language="fi") == second
    assert enrol(student, course=course, language="fi") == second
    assert CompletionRecord.objects.count() == 1
    for key in ("read", "check"):
        mark_done(student, enrolment=second, lesson=lessons(second)[key])
    assert sorted(CompletionRecord.objects.values_list("cycle", flat=True)) == [1, 2]


def test_whoever_was_never_in_it_renews_from_the_first_cycle(course, student):
    assert renew(student, course=course, language="fi").cycle == 1


def test_what_is_archived_goes_on_for_those_who_are_in_it(people, course):
    enrolment = EnrolmentFactory(course=course, user=people.student)
    archive_course(people.manager, course=course, archived=True)
    mark_done(people.student, enrolment=enrolment, lesson=lessons(enrolment)["read"])
    assert done(enrolment) == [("read", "marked")]
