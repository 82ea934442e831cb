"""Trainings that two of the demo institutions ask for: one done, one due, one late, one a draft."""

import datetime
from typing import NamedTuple

from django.utils import timezone

from staff_training import actions
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.rules import AskedOf
from wellbeing_portal.accounts.models import User
from wellbeing_portal.front.demo_groups import keep_in_the_portal
from wellbeing_portal.institutions.actions import grant_membership
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.actions import enrol, mark_done, tell_completion
from wellbeing_portal.learning.enums import DoneRule, Source
from wellbeing_portal.learning.models import CompletionRecord, Course, Lesson

DAY = datetime.timedelta(days=1)
PLACES = ("diak", "oamk")
# Colleagues whom nobody signs in as.
MORE = 11
EXEMPT = "Opettaa tämän koulutuksen itse."
LEARNED = "Kävi vastaavan koulutuksen toisessa korkeakoulussa."


class Asked(NamedTuple):
    """A course, by when, and how the people stand in turn: ``staff@`` first, then the colleagues."""

    slug: str
    roles: tuple[str, ...]
    due_in: int
    stands: str
    is_live: bool = True


ASKED = (
    Asked("answering-a-worried-message", ("staff", "guide"), 20, "done done begun waits done done exempt done begun"),
    Asked("noticing-worry-early", ("staff",), 9, "begun done waits waits begun learned done begun waits done"),
    Asked("referral-in-practice", ("staff", "guide"), -6, "waits done done begun done waits done done exempt"),
    Asked("safer-accessible-online-teaching", ("staff",), 60, "", is_live=False),
)


def load() -> None:
    """Where the courses are there. Twice changes nothing."""
    courses = {row.slug: row for row in Course.objects.unscoped("demo").filter(current__isnull=False)}
    for slug in PLACES:
        place = Institution.objects.unscoped("demo people belong to partners").get(slug=slug)
        known = TrainingRequirement.objects.unscoped("which demo trainings are there").filter(institution=place)
        wanted = [asked for asked in ASKED if asked.slug in courses]
        if wanted and not known.exists():
            people = [User.objects.get(email=f"staff@{slug}.example"), *_colleagues(place)]
            for asked in wanted:
                _ask(place, asked, courses[asked.slug], people)
            keep_in_the_portal()


def _colleagues(place: Institution) -> list[User]:
    made = []
    for number in range(2, MORE + 2):
        user = User.objects.create_user(f"staff{number}@{place.slug}.example", None, language="fi")
        grant_membership(None, user=user, institution=place, role=Role.STAFF)
        made.append(user)
    return made


def _ask(place: Institution, asked: Asked, course: Course, people: list[User]) -> None:
    coordinator = User.objects.get(email=f"coordinator@{place.slug}.example")
    begins = today() - 60 * DAY
    of_whom = AskedOf(course, asked.roles, begins, {"due_days": 60, "grace_days": 3, "renewal": "months"})
    requirement = actions.save_requirement(coordinator, institution=place, asked=of_whom)
    if not asked.is_live:
        return
    actions.begin_requirement(coordinator, requirement=requirement)
    rows = TrainingAssignment.objects.unscoped("demo trainings are ours").filter(requirement=requirement)
    rows.update(assigned_on=begins, due_on=today() + asked.due_in * DAY)
    by_person = {row.user_id: row for row in rows.select_related("user", "requirement__institution")}
    for number, (person, stands) in enumerate(zip(people, asked.stands.split(), strict=False)):
        _stand(coordinator, by_person[person.pk], course, stands, ago=number * 3 + 5)


def _stand(coordinator: User, row: TrainingAssignment, course: Course, stands: str, *, ago: int) -> None:
    person, place = row.user, row.requirement.institution
    match stands:
        case "exempt":
            actions.exempt_person(coordinator, assignment=row, reason=EXEMPT)
        case "learned":
            day = today() - ago * DAY
            actions.record_learned(
                coordinator, person=person, course=course, institution=place, reason=LEARNED, day=day
            )
        case "begun" | "done":
            way = enrol(person, course=course, language="fi", source=Source.ASSIGNED)
            lessons = Lesson.objects.unscoped("demo people read lessons").filter(version=way.version)
            first = lessons.filter(done=DoneRule.MARKED).order_by("position").first()
            if first is not None:
                mark_done(person, enrolment=way, lesson=first)
            if stands == "done":
                _complete(row, course, ago)


def _complete(row: TrainingAssignment, course: Course, ago: int) -> None:
    """As if the check had been passed so many days ago; the badge follows."""
    if course.current is None:
        return
    at = timezone.now() - ago * DAY
    record = CompletionRecord.objects.create(
        user=row.user, course=course, version=course.current, cycle=1, completed_at=at, score=90, language="fi",
        institution=row.requirement.institution, valid_until=(at + 730 * DAY).date(),
    )  # fmt: skip
    tell_completion(record)
