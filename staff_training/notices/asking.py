"""How the trainings of an institution stand, for those who ask for them: numbers, and nobody's name."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from staff_training.models import TrainingAssignment
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, Membership
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.voice import Reader, Section, section
from wellbeing_portal.learning.rules import day_of

SOON = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Figures:
    """Of one institution: asked and completed since the last digest, and what is due soon or late today."""

    asked: int = 0
    soon: int = 0
    late: int = 0
    completed: int = 0

    @property
    def words(self) -> str:
        said = (
            (self.asked, ngettext("%(number)d newly asked", "%(number)d newly asked", self.asked)),
            (self.soon, ngettext("%(number)d due in two weeks", "%(number)d due in two weeks", self.soon)),
            (self.late, ngettext("%(number)d past the day", "%(number)d past the day", self.late)),
            (self.completed, ngettext("%(number)d completed", "%(number)d completed", self.completed)),
        )
        return ", ".join(text % {"number": number} for number, text in said if number)


Days = Mapping[int, Counter[datetime.date]]


@section
class TrainingFigures(Section):
    """To coordinators, with their digest; whoever wants none of it has no digest. Days that are over are told once."""

    name = "staff_training.figures"
    order = 50

    def gather(self, readers: Sequence[Reader]) -> Mapping[int, list[tuple[Institution, Figures]]]:
        since = {reader.user.pk: day_of(reader.since) for reader in readers}
        held = Membership.objects.unscoped("where the readers coordinate").current()
        rows = held.filter(user__in=since, role=Role.COORDINATOR).select_related("institution").order_by("pk")
        places: dict[int, dict[int, Institution]] = defaultdict(dict)
        for row in rows:
            places[row.user_id][row.institution_id] = row.institution
        if not places:
            return {}
        ids = {pk for own in places.values() for pk in own}
        first = min(since[user] for user in places)
        standing, asked, completed = _standing(ids), _asked(ids, first), _completed(ids, first)
        found = {}
        for user, own in places.items():
            told = [
                (
                    place,
                    Figures(
                        asked=_since(asked[pk], since[user]),
                        soon=standing[pk]["soon"],
                        late=standing[pk]["late"],
                        completed=_since(completed[pk], since[user]),
                    ),
                )
                for pk, place in own.items()
            ]
            if told := [one for one in told if one[1] != Figures()]:
                found[user] = told
        return found

    def facts(self, gathered: list[tuple[Institution, Figures]]) -> dict[str, Any]:
        places = [{"place": place.name, "counted": figures.words} for place, figures in gathered]
        return {"places": places, "link": reverse("staff_training:requirement_list")}


def _since(days: Counter[datetime.date], since: datetime.date) -> int:
    return sum(number for day, number in days.items() if day >= since)


def _standing(places: set[int]) -> Mapping[int, Counter[str]]:
    """How many are due soon, and how many are late; who is exempt is neither."""
    rows = _of(places).filter(
        Q(exempted_at=None) | Q(exempt_until__lt=today()),
        closed_at=None,
        completion=None,
        due_on__lte=today() + SOON,
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    grouped = rows.values_list("requirement__institution", "due_on", "requirement__grace_days")
    for place, due, grace, number in grouped.annotate(number=Count("pk")).order_by():
        if today() > due + datetime.timedelta(days=grace):
            found[place]["late"] += number
        elif due >= today():
            found[place]["soon"] += number
    return found


def _asked(places: set[int], first: datetime.date) -> Days:
    rows = _of(places).filter(assigned_on__gte=first, assigned_on__lt=today())
    return _by_day(rows.values_list("requirement__institution", "assigned_on"))


def _completed(places: set[int], first: datetime.date) -> Days:
    midnight = datetime.datetime.combine(first, datetime.time.min, tzinfo=datetime.UTC) - datetime.timedelta(days=1)
    rows = _of(places).filter(completion__completed_at__gte=midnight)
    ended = rows.values_list("requirement__institution", "completion__completed_at")
    return _by_day((place, day_of(moment)) for place, moment in ended if day_of(moment) < today())


def _by_day(rows: Any) -> Days:
    found: dict[int, Counter[datetime.date]] = defaultdict(Counter)
    for place, day in rows:
        found[place][day] += 1
    return found


def _of(places: set[int]) -> Any:
    rows = TrainingAssignment.objects.unscoped("numbers for the coordinators of these institutions")
    return rows.filter(requirement__institution__in=places)
