"""Reads of those who look after the queue."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.models import Institution, Membership, standing_of
from wellbeing_portal.moderation.enums import ANSWERED, Colour, What
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Duty, Event, Evidence, Item
from wellbeing_portal.moderation.registry import Reportable, reportable_named
from wellbeing_portal.moderation.rules import KEEPER_ROLES, is_ready

WHOSE = ("free", "mine")


def places_kept(user: Any) -> tuple[Institution, ...]:
    """The institutions whose queue the person looks after."""
    standing = standing_of(user)
    kept = standing.institutions_as(*KEEPER_ROLES)
    return tuple(place for place in standing.institutions if place.pk in kept)


@dataclass(frozen=True)
class Narrowed:
    """What a reader asks of the queue; whatever is not one of the known values is nothing."""

    colour: int = 0
    whose: str = ""


def narrowed_from(asked: dict[str, str]) -> Narrowed:
    colour = asked.get("colour", "")
    whose = asked.get("whose", "")
    known = {str(value) for value in Colour.values}
    return Narrowed(int(colour) if colour in known else 0, whose if whose in WHOSE else "")


def ordered(items: QuerySet[Item]) -> QuerySet[Item]:
    """Crisis first; everything else by the moment it was promised for, whatever its colour.

    A colour thus gives an item a head start and never a place that is always before others: what is promised for
    three o'clock is passed only by what is promised for an earlier moment, and nothing that comes later than that
    is. Ordered by colour, amber would wait for as long as there is any red (tests show both).
    """
    first = Case(When(colour=Colour.CRISIS, then=Value(0)), default=Value(1), output_field=IntegerField())
    return items.order_by(first, "due_at", "pk")


def queue_of(user: Any, narrowed: Narrowed) -> QuerySet[Item]:
    """The open items of the places the person looks after, in the order in which they are to be looked at."""
    items = Item.objects.visible_to(user).open()
    if narrowed.colour:
        items = items.filter(colour=narrowed.colour)
    if narrowed.whose:
        items = items.filter(assignee=user if narrowed.whose == "mine" else None)
    causes = Prefetch("causes", queryset=Cause.objects.only("item", "why", "rule").order_by("pk"))
    return ordered(items).select_related("place", "assignee").prefetch_related(causes)


def counts_of(user: Any, now: datetime.datetime) -> list[dict[str, Any]]:
    """For each colour, the most urgent first, how many wait and how many of them are late; one query."""
    rows = Item.objects.visible_to(user).open().values("colour")
    counted = rows.annotate(waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now))).order_by()
    found = {row["colour"]: row for row in counted}
    return [
        {"colour": colour, "label": colour.label, "waiting": row["waiting"], "late": row["late"]}
        for colour in sorted(Colour, reverse=True)
        if (row := found.get(colour.value, {"waiting": 0, "late": 0}))
    ]


def item_for(user: Any, public_id: uuid.UUID) -> Item:
    """The item, or 404 when the person does not look after its queue, or wrote it themselves."""
    rows = Item.objects.visible_to(user).select_related("place", "assignee", "decision")
    return get_object_or_404(rows, public_id=public_id)


def kind_of(item: Item) -> Reportable | None:
    """None for a kind of an older release, of which items may remain."""
    return reportable_named(item.kind)


def thing_of(item: Item) -> Any:
    """The thing as it is now; None once it is gone."""
    kind = kind_of(item)
    return kind.found([item.thing_id]).get(item.thing_id) if kind is not None else None


def locked_thing_of(item: Item) -> Any:
    """The same behind its lock, which comes before the lock of the item."""
    kind = kind_of(item)
    return kind.locked(item.thing_id) if kind is not None else None


def is_answered(item: Item) -> bool:
    """Whether somebody reads on a receipt what came of it."""
    return Cause.objects.unscoped("the item came through its wall").filter(item=item, why__in=ANSWERED).exists()


def about_of(item: Item) -> dict[str, Any]:
    """What an item is about, for its writer: what it is, where it stands, the rules there; nothing once it is gone."""
    kind, thing = kind_of(item), thing_of(item)
    if kind is None or thing is None:
        return {"label": kind.label if kind else "", "says": "", "link": "", "rules_link": ""}
    return {
        "label": kind.label,
        "says": kind.says(thing),
        "link": kind.link(thing),
        "rules_link": kind.rules_link(thing),
    }


def evidence_of(user: Any, item: Item) -> list[Evidence]:
    """What it said when it was brought up, the newest first; empty once it is no longer needed."""
    return list(Evidence.objects.visible_to(user).filter(item=item).order_by("-taken_at", "-pk"))


def causes_of(user: Any, item: Item) -> list[dict[str, Any]]:
    """Why the item is there, the oldest first. Nothing tells whose it was, nor that two were of one person."""
    causes = Cause.objects.visible_to(user).filter(item=item).order_by("made_at", "pk")
    return [
        {"why": cause.get_why_display(), "rule": cause.get_rule_display(), "note": cause.note, "made_at": cause.made_at}
        for cause in causes
    ]


def rule_reported(user: Any, item: Item) -> str:
    """The rule that the first report named; empty when nobody named one."""
    named = Cause.objects.visible_to(user).filter(item=item).exclude(rule="")
    return named.order_by("made_at", "pk").values_list("rule", flat=True).first() or ""


def history_of(user: Any, item: Item) -> QuerySet[Event]:
    return Event.objects.visible_to(user).filter(item=item).select_related("actor").order_by("at", "pk")


def question_asked(user: Any, item: Item) -> Event | None:
    """What whoever looks after it asked their colleagues last."""
    asked = Event.objects.visible_to(user).filter(item=item, what=What.ASKED).select_related("actor")
    return asked.order_by("-at", "-pk").first()


def items_before(user: Any, item: Item) -> QuerySet[Item]:
    """What was decided about the same thing before."""
    same = Item.objects.visible_to(user).filter(kind=item.kind, thing_id=item.thing_id, closed_at__isnull=False)
    return same.exclude(pk=item.pk).select_related("decision").order_by("-closed_at")


def open_item_like(user: Any, item: Item) -> Item | None:
    """What waits about the same thing now; of questions the newest, for each stands alone."""
    same = Item.objects.visible_to(user).open().filter(kind=item.kind, thing_id=item.thing_id)
    return same.filter(is_question=item.is_question).select_related("place").order_by("-opened_at", "-pk").first()


def people_with(**held: Any) -> list[User]:
    """Those who are ready and hold such a membership today."""
    memberships = Membership.objects.unscoped("who moderates is told what waits").current().filter(**held)
    users = User.objects.unscoped("who moderates is told what waits")
    people = users.filter(pk__in=memberships.values("user"), is_active=True)
    return [user for user in people.order_by("pk") if is_ready(user)]


def keepers_of(place: Institution, *, but: Any = None) -> list[User]:
    """Those who moderate there today, without the one whose own it is."""
    keepers = people_with(institution=place, role__in=KEEPER_ROLES)
    return [user for user in keepers if but is None or user.pk != but.pk]


def contacts_of(place: Institution, *, but: Any = None) -> list[User]:
    """The contacts on duty in their order, as far as they still moderate there; without a list, nobody."""
    keepers = {user.pk: user for user in keepers_of(place, but=but)}
    duty = Duty.objects.unscoped("who is on duty is told first").filter(place=place).order_by("order", "pk")
    return [keepers[person] for person in duty.values_list("person", flat=True) if person in keepers]


def statement_for(user: Any, public_id: uuid.UUID) -> Decision:
    """The decision as its writer reads it, with the own appeal as ``mine`` (or None); 404 for everybody else."""
    rows = Decision.objects.visible_to(user).filter(item__author=user).select_related("item__place")
    decision: Any = get_object_or_404(rows, public_id=public_id)
    decision.mine = Appeal.objects.visible_to(user).filter(decision=decision, by=user).first()
    return decision


def statements_of(user: Any) -> QuerySet[Decision]:
    """Decisions that concern the person, the newest first."""
    own = Decision.objects.visible_to(user).filter(item__author=user).select_related("item__place")
    return own.order_by("-decided_at", "pk")
