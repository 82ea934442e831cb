"""What coordinators read in their digest: numbers of their own institution, days that are over, each once."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from staff_training.models import TrainingAssignment
from staff_training.notices import TrainingFigures
from tests.factories.accounts import UserFactory
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.kernel.voice import Reader
from wellbeing_portal.notifications import actions as voice
from wellbeing_portal.notifications.actions.writing import write
from wellbeing_portal.notifications.models import Delivery, Wishes
from wellbeing_portal.notifications.rules import local_moment

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
LAST = local_moment(datetime.date(2026, 11, 16), 16)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(local_moment(TODAY, 16), tick=False):
        yield


@pytest.fixture
def requirement(people):
    return RequirementFactory(
        institution=people.diak, course=make_course("worried-message", kind="staff"), grace_days=3
    )


def day(number):
    return datetime.date(2026, 11, number)


def asked(requirement, *, due, on=None, done=None, **more):
    row = AssignmentFactory(requirement=requirement, due_on=due, assigned_on=on or day(1), **more)
    if done is not None:
        record = CompletionRecordFactory(user=row.user, course=requirement.course, completed_at=done)
        TrainingAssignment.objects.filter(pk=row.pk).update(completion=record)
    return row


def words(person, since=LAST):
    """Place and counts for one reader, in English."""
    found = TrainingFigures().gather([Reader(user=person, since=since)])
    with translation.override("en"):
        return [(one["place"], one["counted"]) for one in TrainingFigures().facts(found.get(person.pk, []))["places"]]


def test_it_counts_what_is_new_soon_late_and_completed(people, requirement):
    later = datetime.date(2027, 1, 31)
    asked(requirement, due=later, on=day(16))
    asked(requirement, due=later, on=day(22))
    asked(requirement, due=day(23))
    asked(requirement, due=day(20))  # in its days of grace: neither soon nor late
    asked(requirement, due=day(19))
    asked(requirement, due=day(19), exempted_at=timezone.now(), exempt_why="Teaches it.")
    asked(requirement, due=day(2), closed_at=timezone.now(), closed_why="left")
    asked(requirement, due=later, done=local_moment(day(16), 0))
    said = "2 newly asked, 1 due in two weeks, 1 past the day, 1 completed"
    assert words(people.coordinator) == [(people.diak.name, said)]


def test_a_day_is_told_in_one_digest_only_and_today_in_the_next(people, requirement):
    later = datetime.date(2027, 1, 31)
    for number in (15, 16, 22, 23):
        asked(requirement, due=later, on=day(number), done=local_moment(day(number), 23))
    assert words(people.coordinator) == [(people.diak.name, "2 newly asked, 2 completed")]
    with time_machine.travel(local_moment(day(30), 16), tick=False):
        since = local_moment(TODAY, 16)
        assert words(people.coordinator, since) == [(people.diak.name, "1 newly asked, 1 completed")]


def test_a_week_that_was_missed_is_told_later(people, requirement):
    asked(requirement, due=datetime.date(2027, 1, 31), on=day(3))
    assert words(people.coordinator) == []
    assert words(people.coordinator, local_moment(day(2), 16)) == [(people.diak.name, "1 newly asked")]


def test_only_coordinators_are_told_and_only_of_their_own(people, requirement):
    asked(requirement, due=day(25))
    MembershipFactory(user=people.stranger, institution=people.kamk, role="coordinator")
    for person in (people.staff, people.student, people.manager, people.operator, people.stranger):
        assert words(person) == []


@pytest.mark.parametrize("more", [1, 3])
def test_it_asks_the_same_of_the_database_for_one_and_for_three(people, requirement, more, django_assert_num_queries):
    readers = [people.coordinator, *UserFactory.create_batch(2)][:more]
    for person in readers[1:]:
        MembershipFactory(user=person, institution=people.diak, role="coordinator")
    for _one in range(more):
        asked(requirement, due=day(25))
    with django_assert_num_queries(4):
        found = TrainingFigures().gather([Reader(user=person, since=LAST) for person in readers])
    assert len(found) == more


def test_it_stands_in_the_digest_without_names_and_not_for_those_who_want_none(people, requirement):
    row = asked(requirement, due=day(25))
    people.coordinator.language = "en"
    people.coordinator.save()
    voice.settle_in()
    Wishes.objects.filter(recipient=people.coordinator).update(digest_at=timezone.now(), told_until=LAST)
    voice.plan_letters()
    (delivery,) = Delivery.objects.filter(kind="letter", recipient=people.coordinator).select_related("recipient")
    (parcel,) = write([delivery])
    assert f"How trainings stand\n\n- {people.diak.name}: 1 due in two weeks\n  http" in parcel.letter.body
    assert parcel.letter.body.count("/training/asked/") == 1
    (html, _kind) = parcel.letter.alternatives[0]
    assert "1 due in two weeks" in html
    assert row.user.name not in parcel.letter.body + html
    assert "worried-message" not in parcel.letter.body + html
    voice.change_wishes(people.coordinator, digest="never", weekday=0, hour=16, mail=True, paused_until=None)
    assert Wishes.objects.get(recipient=people.coordinator).digest_at is None
