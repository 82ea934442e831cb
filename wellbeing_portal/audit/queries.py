"""Reading the trail: a person's own part of it, and whether a chain is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from wellbeing_portal.audit.enums import By, Flaw
from wellbeing_portal.audit.models import Chain, Entry, keyed_id

BATCH = 2000


def trail_of(user: Any) -> QuerySet[Entry, dict[str, Any]]:
    """Who saw or changed the person's data, newest first.

    Rows are ``{"action": "grant_membership", "at": …, "chain_name": "diak", "by": By value}``; ``by``
    tells the person themself, somebody else and the system apart, and nothing more.
    """
    if not user.is_authenticated:
        return Entry.objects.none().values("action", "at")
    by = Case(
        When(actor=keyed_id(user.public_id), then=Value(By.YOU)),
        When(actor="", then=Value(By.SYSTEM)),
        default=Value(By.PERSON),
    )
    mine = Entry.objects.visible_to(user).order_by("-at", "-pk")
    return mine.values("action", "at", chain_name=F("chain__name"), by=by)


@dataclass(frozen=True)
class Broken:
    """The first broken row of a chain."""

    chain: str
    number: int
    flaw: Flaw

    def __str__(self) -> str:
        return f"{self.chain}: entry {self.number} is broken ({self.flaw.value}): {self.flaw.label}."


def heads() -> list[tuple[str, int, str]]:
    """Name, last number and last seal of every chain: what an operator notes outside the machine."""
    chains = Chain.objects.unscoped("the operator notes the heads outside").order_by("name")
    return list(chains.values_list("name", "last_number", "last_seal"))


def chain_names() -> list[str]:
    """Every chain there is, by name."""
    return [name for name, _number, _seal in heads()]


def _entries(chain: Chain) -> Iterator[Entry]:
    """The chain in order, in batches that keep memory flat and statements short."""
    number = 0
    while batch := list(Entry.objects.filter(chain=chain, number__gt=number).order_by("number")[:BATCH]):
        yield from batch
        number = batch[-1].number


def _flaw_of(entry: Entry, *, number: int, previous: str, chain: Chain) -> Flaw | None:
    if entry.number != number:
        return Flaw.GAP
    if entry.previous != previous:
        return Flaw.LINK
    return Flaw.SEAL if entry.seal != entry.fitting_seal(chain.name) else None


def broken_row(name: str, noted: dict[int, str] | None = None) -> tuple[Broken | None, int]:
    """The first broken row of the chain (None when it is whole) and how many entries were good before it.

    ``noted`` are seals by number that were noted outside the machine: without them nobody can tell a
    chain from the same chain cut short by somebody who could also turn its head back.
    """
    noted = noted or {}
    # One statement, so that an append between two reads is never taken for a flaw.
    newest = Entry.objects.filter(chain=OuterRef("pk")).order_by("-number").values("number")[:1]
    chain = Chain.objects.annotate(top=Subquery(newest)).filter(name=name).first()
    if chain is None:
        return Broken(name, min(noted, default=1), Flaw.GAP), 0
    number, previous = 0, ""
    for entry in _entries(chain):
        if number == chain.last_number:
            break  # Appended since we began.
        flaw = _flaw_of(entry, number=number + 1, previous=previous, chain=chain)
        if flaw is None and noted.get(entry.number, entry.seal) != entry.seal:
            flaw = Flaw.NOTED
        if flaw is not None:
            return Broken(name, number + 1, flaw), number
        number, previous = entry.number, entry.seal
    if number < chain.last_number:
        return Broken(name, number + 1, Flaw.GAP), number
    if previous != chain.last_seal:
        return Broken(name, number, Flaw.HEAD), number
    if (chain.top or 0) != number:
        return Broken(name, number + 1, Flaw.HEAD), number
    beyond = [wanted for wanted in sorted(noted) if wanted > number]
    return (Broken(name, beyond[0], Flaw.GAP) if beyond else None), number
