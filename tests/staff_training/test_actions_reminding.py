"""Being told of a training: when it is asked, before its day, after it; once, in the letter of the day, and no more."""

import datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
import yaml
from django.utils import timezone, translation

from staff_training import actions
from staff_training.actions import reminding
from staff_training.models import TrainingAssignment, TrainingReminder
from staff_training.notices import TrainingDue, TrainingLate
from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, document, make_course, texts
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.kernel.voice import kind_named
from wellbeing_portal.learning.actions import publish_course
from wellbeing_portal.notifications import actions as voice
from wellbeing_portal.notifications.actions import choose_kind, mark_all_read
from wellbeing_portal.notifications.actions.writing import write
from wellbeing_portal.notifications.models import Delivery, Notice
from wellbeing_portal.notifications.queries import inbox, lines_of, unread_count
from wellbeing_portal.notifications.rules import local, local_moment

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 11, 12)
CONTENT = Path(__file__).parents[2] / "staff_training" / "content"


def at(day, hour=9):
    return time_machine.travel(local_moment(datetime.date.fromisoformat(day), hour), tick=False)


@pytest.fixture
def course():
    return make_course("worried-message", kind="staff")


@pytest.fixture
def requirement(people, course):
    return RequirementFactory(institution=people.diak, course=course)


@pytest.fixture
def assignment(people, requirement):
    asked = {"assigned_on": datetime.date(2026, 10, 1), "due_on": DUE}
    return AssignmentFactory(requirement=requirement, user=people.staff, **asked)


def told(person):
    """Kind and sentence of each notice, the newest first."""
    with translation.override("en"):
        return [(line.kind.name.partition(".")[2], line.text) for line in lines_of(person, list(inbox(person)))]


def run(clock, person, days):
    """The clockwork, hour by hour for so many days; the days on which letters to the person left, in Finland."""
    for _turn in range(days * 24):
        voice.tick(name="clock")
        actions.run_all()
        actions.remind_all()
        clock.shift(datetime.timedelta(hours=1))
    sent = Delivery.objects.filter(kind="letter", state="sent", recipient=person).order_by("finished_at")
    return [f"{local(row.finished_at):%d.%m. %H}" for row in sent]


# --- asked


def test_who_is_asked_is_told_once(people, requirement):
    with at("2026-10-01"):
        actions.run_all()
        actions.run_all()
        assert told(people.staff) == [
            ("asked", "A training is asked of you: “Course worried-message en”, by 31 October 2026.")
        ]
    assert Notice.objects.count() == 1


def test_who_has_completed_it_before_is_told_nothing(people, requirement, course):
    with at("2026-10-01"):
        CompletionRecordFactory(user=people.staff, course=course)
        assert actions.run_all() == 1
        assert told(people.staff) == []


def test_when_the_time_of_a_renewal_has_come_it_is_told_so_in_the_same_place(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course, renewal="months")
    with at("2026-10-01"):
        actions.run_all()
        record = CompletionRecordFactory(user=people.staff, course=course, valid_until=datetime.date(2026, 12, 1))
        actions.completed(record)
        mark_all_read(people.staff, until=timezone.now())
        assert actions.run_requirement(requirement) == 0
    with at("2026-10-02"):
        assert actions.run_requirement(requirement) == 1
        assert told(people.staff) == [
            ("asked", "It is time to renew a training: “Course worried-message en”, by 1 December 2026.")
        ]
        assert unread_count(people.staff) == 1


def test_a_course_that_has_changed_is_told_of_as_such_and_not_as_no_longer_valid(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course, renews_on_change=True, change_days=30)
    with at("2026-10-01"):
        actions.run_all()
        valid = datetime.date(2027, 10, 1)
        actions.completed(CompletionRecordFactory(user=people.staff, course=course, valid_until=valid))
    with at("2026-11-02"):
        changed = document("worried-message", kind="staff", summary=texts("Another one."))
        publish_course(None, document=changed, change_note="New law.", material_change=True)
        assert actions.run_requirement(requirement) == 1
        said = "has changed since you completed it, and is asked of you anew, by 2 December 2026."
        assert told(people.staff) == [("asked", f"“Course worried-message en” {said}")]
    with at("2026-12-09"):
        actions.remind_all()
        assert told(people.staff)[0][1].startswith("The day of “Course worried-message en” was 2 December 2026;")


def test_who_comes_back_exempt_is_told_nothing(people, requirement):
    with at("2026-10-01"):
        row = AssignmentFactory(
            requirement=requirement, user=people.staff, exempted_at=timezone.now(), exempt_why="Teaches it."
        )
        reminding.tell_asked(requirement, [row.user_id])
        assert told(people.staff) == []


# --- reminded


def test_a_day_reminds_once_however_often_it_is_run(people, assignment):
    for hour in (0, 9, 23):
        with at("2026-10-29", hour):
            actions.remind_all()
    (reminder,) = TrainingReminder.objects.all()
    assert (reminder.said_on, reminder.due_on) == (datetime.date(2026, 10, 29), DUE)
    with at("2026-10-29"):
        assert told(people.staff) == [
            ("due", "“Course worried-message en” waits for you until 12 November 2026; you can take it in small parts.")
        ]


def test_midnight_is_that_of_finland(assignment):
    with time_machine.travel(datetime.datetime(2026, 10, 28, 21, 30, tzinfo=datetime.UTC), tick=False) as clock:
        assert actions.remind_all() == 0
        clock.shift(datetime.timedelta(hours=1))
        assert actions.remind_all() == 1


def test_after_the_day_it_says_so_kindly(people, assignment):
    with at("2026-11-19"):
        assert actions.remind_all() == 1
        said = "was 12 November 2026; you can still complete it, in small parts."
        assert told(people.staff) == [("late", f"The day of “Course worried-message en” {said}")]


def test_who_has_begun_is_led_to_the_place_they_left(people, assignment, course):
    EnrolmentFactory(user=people.staff, course=course, last_lesson="check")
    with at("2026-11-09"):
        actions.remind_all()
        (line,) = lines_of(people.staff, list(inbox(people.staff)))
        assert line.link == "/training/worried-message/lessons/check/"
        assert told(people.staff)[0][1].startswith("You have begun “Course worried-message en”, and can go on")


@pytest.mark.parametrize("last", ["", "gone-since"])
def test_without_a_place_that_is_there_the_link_leads_to_the_course(people, assignment, course, last):
    EnrolmentFactory(user=people.staff, course=course, last_lesson=last)
    with at("2026-11-09"):
        actions.remind_all()
        (line,) = lines_of(people.staff, list(inbox(people.staff)))
    assert line.link == "/training/worried-message/"


def test_the_place_in_a_round_that_is_over_leads_nowhere(people, assignment, course):
    EnrolmentFactory(user=people.staff, course=course, last_lesson="check")
    CompletionRecordFactory(user=people.staff, course=course)
    with at("2026-11-09"):
        actions.remind_all()
        (line,) = lines_of(people.staff, list(inbox(people.staff)))
    assert line.link == "/training/worried-message/"


@pytest.mark.parametrize("way", ["completed", "exempt", "closed", "ended"])
def test_nobody_is_reminded_of_what_is_over_and_a_letter_that_waits_forgets_it(people, course, assignment, way):
    with at("2026-10-29"):
        assert actions.remind_all() == 1
        record = CompletionRecordFactory(user=people.staff, course=course)
        row = TrainingAssignment.objects.filter(pk=assignment.pk)
        if way == "completed":
            row.update(completion=record)
        elif way == "exempt":
            row.update(exempted_at=timezone.now(), exempt_why="Teaches it.")
        elif way == "closed":
            row.update(closed_at=timezone.now(), closed_why="left")
        else:
            actions.end_requirement(people.coordinator, requirement=assignment.requirement)
        assert lines_of(people.staff, list(inbox(people.staff)), by_mail=True) == []
    with at("2026-11-09"):
        assert actions.remind_all() == 0


def test_a_reminder_of_before_the_day_is_not_mailed_after_it(people, assignment):
    with at("2026-11-12"):
        actions.remind_all()
        assert len(lines_of(people.staff, list(inbox(people.staff)), by_mail=True)) == 1
    with at("2026-11-13"):
        assert lines_of(people.staff, list(inbox(people.staff)), by_mail=True) == []
    with at("2026-11-19"):
        actions.remind_all()
        (line,) = lines_of(people.staff, list(inbox(people.staff)), by_mail=True)
        assert isinstance(line.kind, TrainingLate)
        assert not isinstance(line.kind, TrainingDue)


def test_another_day_begins_the_counting_anew(people, assignment):
    for day in ("2026-10-29", "2026-11-09", "2026-11-12", "2026-11-19", "2026-11-26", "2026-12-03"):
        with at(day):
            assert actions.remind_all() == 1
    with at("2026-12-10"):
        assert actions.remind_all() == 0
        TrainingAssignment.objects.update(due_on=datetime.date(2027, 1, 13))
    with at("2026-12-30"):
        assert actions.remind_all() == 1


def test_a_requirement_that_breaks_does_not_hold_up_the_others(people, requirement, assignment):
    other = RequirementFactory(institution=people.diak, course=make_course("other", kind="staff"))
    AssignmentFactory(requirement=other, user=people.staff, assigned_on=datetime.date(2026, 10, 1), due_on=DUE)
    TrainingAssignment.objects.filter(pk=assignment.pk).update(due_on=datetime.date.max)
    type(requirement).objects.filter(pk=requirement.pk).update(grace_days=1)
    with at("2026-10-29"):
        assert actions.remind_all() == 1


def test_what_was_ended_meanwhile_reminds_nobody(people, assignment):
    requirement = assignment.requirement
    actions.end_requirement(people.coordinator, requirement=requirement)
    assert actions.remind_of(requirement) == 0


def test_what_breaks_between_leaves_nothing_half_said(people, assignment, monkeypatch):
    """As if the worker were killed after the reminder was written, and before it was told."""

    def killed(*args, **named):
        raise KeyboardInterrupt

    with at("2026-10-29"):
        with monkeypatch.context() as patch:
            patch.setattr(reminding, "tell", killed)
            with pytest.raises(KeyboardInterrupt):
                actions.remind_all()
        assert (TrainingReminder.objects.count(), Notice.objects.count()) == (0, 0)
        assert actions.remind_all() == 1


@pytest.mark.parametrize("more", [0, 2])
def test_reminding_asks_the_same_of_the_database_for_one_and_for_three(
    people, assignment, more, django_assert_num_queries
):
    for person in (people.guide, people.moderator)[:more]:
        AssignmentFactory(
            requirement=assignment.requirement, user=person, assigned_on=datetime.date(2026, 10, 1), due_on=DUE
        )
    with at("2026-10-29"), django_assert_num_queries(14):
        assert actions.remind_all() == 1 + more


# --- as letters


@pytest.mark.parametrize(
    ("first", "days", "due", "letters"),
    [
        # The clocks go back on 25 October, forward on 28 March; there is a 29 February.
        ("2026-10-20", 7, "2026-10-26", ["23.10. 16", "26.10. 16"]),
        ("2027-03-23", 8, "2027-03-30", ["25.03. 16", "30.03. 16"]),
        ("2028-02-23", 7, "2028-02-29", ["25.02. 16", "29.02. 16"]),
    ],
)
def test_trainings_together_are_one_letter_on_each_of_their_days(people, requirement, first, days, due, letters):
    other = RequirementFactory(institution=people.diak, course=make_course("other", kind="staff"))
    with at(first, 8) as clock:
        for one in (requirement, other):
            asked = {"assigned_on": datetime.date.fromisoformat(first), "due_on": datetime.date.fromisoformat(due)}
            AssignmentFactory(requirement=one, user=people.staff, **asked)
        assert run(clock, people.staff, days) == letters


def test_the_letter_names_courses_of_the_portal_and_hides_those_of_an_institution(
    people, requirement, assignment, settings
):
    settings.PORTAL_URL = "https://portal.example"
    hidden = make_course("our-own", kind="staff", owner=people.diak, title=texts("Our own"))
    other = RequirementFactory(institution=people.diak, course=hidden)
    AssignmentFactory(requirement=other, user=people.staff, assigned_on=datetime.date(2026, 10, 1), due_on=DUE)
    people.staff.language = "en"
    people.staff.save()
    with at("2026-10-29", 12):
        actions.remind_all()
    with at("2026-10-29", 16):
        voice.plan_letters()
        letters = Delivery.objects.filter(kind="letter").select_related("recipient")
        (parcel,) = write(list(letters))
    assert [line for line in parcel.letter.body.splitlines() if "training" in line or "“" in line] == [
        "- A training waits for you until 12 November 2026; you can take it in small parts.",
        "  https://portal.example/training/",
        "- “Course worried-message en” waits for you until 12 November 2026; you can take it in small parts.",
        "  https://portal.example/training/worried-message/",
    ]
    said = unescape(parcel.letter.alternatives[0][0])
    assert ("our-own" in said or "Our own" in said, "“Course worried-message en” waits" in said) == (False, True)
    with at("2026-10-29"):
        assert told(people.staff)[0][1].startswith("“Our own en” waits for you")


def test_who_wants_no_mail_of_a_kind_finds_it_in_the_portal(people, assignment):
    choose_kind(people.staff, kind=kind_named("staff_training.due"), wanted="portal")
    with at("2026-10-29") as clock:
        assert run(clock, people.staff, 1) == []
        assert [name for name, _text in told(people.staff)] == ["due"]


def test_only_those_with_a_role_are_offered_the_choice(people):
    kind = kind_named("staff_training.late")
    assert [kind.concerns(person) for person in (people.student, people.staff, people.coordinator)] == [
        False,
        True,
        True,
    ]


def test_names_of_the_portals_own_courses_for_staff_tell_of_no_ones_health():
    """They stand in mails. A new one is added here by somebody who has read it in the three languages."""
    titles = {
        path.parent.name: yaml.safe_load(path.read_text())["title"]["en"] for path in CONTENT.glob("*/course.yaml")
    }
    assert titles == {
        "answering-a-worried-message": "Answering a worried message",
        "moderating-peer-groups": "Moderating peer groups",
        "noticing-worry-early": "Noticing worry early",
        "referral-in-practice": "Referral in practice",
        "safer-accessible-online-teaching": "Safer and accessible online teaching",
    }
