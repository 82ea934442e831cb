"""The yearly table: what was reported, what was decided and how soon, without anything that tells of a person."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.moderation import rules
from wellbeing_portal.moderation.enums import HOSTS_DO, Colour, How, Outcome, Rule, Verdict, Why
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Item

# Before that there was no portal.
FIRST_YEAR = 2025
IN_TIME, LATE = "in_time", "late"


@dataclass(frozen=True)
class Table:
    """``rows`` are label and number, None where the number is hidden; so is ``total``."""

    name: str
    title: str
    rows: list[tuple[str, int | None]]
    total: int | None


def years_shown(now: datetime.datetime) -> list[int]:
    """Years that are over, the newest first: of a year that runs, two days apart would tell what came between."""
    return list(range(timezone.localtime(now).year - 1, FIRST_YEAR - 1, -1))


def tables_of(year: int) -> list[Table]:
    """Eight tables over all institutions, one query each."""
    zone = timezone.get_default_timezone()
    begin, end = (datetime.datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    why = "the yearly table counts everybody's, and shows no small number"
    causes = Cause.objects.unscoped(why).filter(made_at__gte=begin, made_at__lt=end)
    reports = causes.filter(why=Why.REPORT)
    # What hosts did themselves has never been in the queue.
    closed = Item.objects.unscoped(why).filter(closed_at__gte=begin, closed_at__lt=end).exclude(how=How.HANDLED)
    ends = {how: label for how, label in How.choices if how != How.HANDLED}
    decided = Decision.objects.unscoped(why).filter(decided_at__gte=begin, decided_at__lt=end)
    appeals = Appeal.objects.unscoped(why).filter(decided_at__gte=begin, decided_at__lt=end)
    times = {IN_TIME: _("within the promised time"), LATE: _("later than promised")}
    verdicts = dict(Verdict.choices)
    in_time = Case(When(closed_at__lte=F("due_at"), then=Value(IN_TIME)), default=Value(LATE))
    return [
        _table("reports", _("Reports, by what was wrong"), reports, "rule", dict(Rule.choices)),
        _table("ways", _("How things were brought up"), causes, "why", dict(Why.choices)),
        _table(
            "decisions", _("Decisions; all were made by people"), decided.filter(by_host=False), "verdict", verdicts
        ),
        _table(
            "hosts",
            _("Decisions of hosts in their groups and chats"),
            decided.filter(by_host=True),
            "verdict",
            {verdict: label for verdict, label in Verdict.choices if verdict in HOSTS_DO},
        ),
        _table("colours", _("Things that left the queue, by colour"), closed, "colour", dict(Colour.choices)),
        _table("ends", _("How they left it"), closed, "how", ends),
        _table("times", _("When they left it"), closed.annotate(when=in_time), "when", times),
        _table("appeals", _("Answers to appeals"), appeals, "outcome", dict(Outcome.choices)),
    ]


def _table(name: str, title: str, rows: QuerySet[Any], column: str, labels: dict[Any, Any]) -> Table:
    counted = dict(rows.order_by().values_list(column).annotate(number=Count("pk")))
    shown, total = rules.without_small({str(value): counted.get(value, 0) for value in labels})
    return Table(name, title, [(str(label), shown[str(value)]) for value, label in labels.items()], total)
