"""Asking for a badge without knowing who makes it: learning asks, credentials answers, neither knows the other."""

import datetime
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction


@dataclass(frozen=True)
class Wording:
    """What a badge says of the thing that was done, in one language; nothing of scores, roles or health."""

    name: str
    description: str
    criteria: str


@dataclass(frozen=True)
class AwardRequest:
    """Everything that a badge is made of. The same ``completion`` is awarded once, however often it is asked for."""

    completion: uuid.UUID  # the record it is awarded for
    about: uuid.UUID  # what was done; the same value and wording is the same badge
    place: str  # slug of the institution that signs; empty: the portal
    wording: Mapping[str, Wording]  # fi, sv and en
    holder: Any
    language: str  # which of the three the badge itself speaks
    achieved_at: datetime.datetime
    valid_until: datetime.datetime | None = None


class Office(Protocol):
    def award(self, request: AwardRequest) -> Any: ...

    def take_back(self, actor: Any, *, completion: uuid.UUID, reason: str) -> None: ...

    def awarded(self, completions: Collection[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]: ...


_office: list[Office] = []


def awarded_by(office: Office) -> None:
    """Called once at start."""
    _office[:] = [office]


def ask_award(request: AwardRequest) -> None:
    """Award it when the caller's transaction has been committed, and not before.

    Should that fail, the caller's work stands; whoever keeps the records asks again for those that
    ``awarded`` does not know.
    """
    transaction.on_commit(lambda: _office[0].award(request), robust=True)


def take_back_award(actor: Any, *, completion: uuid.UUID, reason: str) -> None:
    """Revoke what was awarded for the record, in the caller's transaction. Nothing awarded: nothing happens."""
    _office[0].take_back(actor, completion=completion, reason=reason)


def awarded(completions: Collection[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
    """Of these records, those that have a badge, with its public id; one query."""
    return _office[0].awarded(completions)
