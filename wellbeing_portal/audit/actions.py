"""Appending to the trail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from wellbeing_portal.audit.models import Chain, Entry, keyed_id

PORTAL = "portal"
_kept: ContextVar[list[Callable[[], Any]] | None] = ContextVar("kept", default=None)


def _locked_head(name: str) -> Chain:
    """The chain's head, locked until the transaction ends; a chain begins with its first entry."""
    head = Chain.objects.select_for_update().filter(name=name).first()
    if head is None:
        # Somebody else may begin it at the same moment: then theirs is the chain.
        Chain.objects.bulk_create([Chain(name=name)], ignore_conflicts=True)
        head = Chain.objects.select_for_update().get(name=name)
    return head


def _id_of(person: Any) -> str:
    return keyed_id(person.public_id) if person is not None else ""


@contextmanager
def recorded_last() -> Iterator[None]:
    """Inside the transaction of an action that calls others: what they record is appended when all is done.

    So the head of the chain is locked after everything else, whoever calls whom. What is raised leaves nothing.
    """
    if _kept.get() is not None:
        yield
        return
    kept: list[Callable[[], Any]] = []
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
    for append in kept:
        append()


def _append(**entry: Any) -> list[Entry]:
    """The entries; none yet inside ``recorded_last``."""
    kept = _kept.get()
    if kept is None:
        return _append_now(**entry)
    kept.append(partial(_append_now, **entry))
    return []


@transaction.atomic(savepoint=False)
def _append_now(
    *, actor: Any, action: str, target: models.Model, chain: str, subjects: Sequence[Any], facts: dict[str, Any]
) -> list[Entry]:
    head = _locked_head(chain)
    now = timezone.now()
    entries = []
    for subject in subjects:
        entry = Entry(
            chain=head,
            number=head.last_number + 1,
            at=now,
            actor=_id_of(actor),
            action=action,
            target=f"{target._meta.label}:{getattr(target, 'public_id', target.pk)}",
            subject=_id_of(subject),
            facts=facts,
            previous=head.last_seal,
        )
        entry.seal = entry.fitting_seal(chain)
        head.last_number, head.last_seal = entry.number, entry.seal
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    head.save(update_fields=["last_number", "last_seal"])
    return entries


def record(
    *, actor: Any, action: str, target: models.Model, chain: str = PORTAL, subject: Any = None, **facts: Any
) -> Entry | None:
    """Append one entry; call it last in the transaction of the change it tells about, or inside ``recorded_last``.

    ``actor`` and ``subject`` are users (None: the system, or nobody's data). ``chain`` is the slug of
    the institution the thing belongs to. ``facts`` are codes and counts, never what people wrote.
    Last, because the head of the chain stays locked until the commit: everybody else of the same
    institution waits for exactly that long.
    """
    made = _append(actor=actor, action=action, target=target, chain=chain, subjects=[subject], facts=facts)
    return made[0] if made else None


def record_read(
    *, actor: Any, action: str, target: models.Model, chain: str, subjects: Iterable[Any], **facts: Any
) -> list[Entry]:
    """Append that ``actor`` was shown data of these people: one entry each, so that each can see it.

    ``action`` begins with ``read_`` (``read_people``), ``target`` is what was opened: the institution
    of a list, say. Reading one's own data is nobody's news and leaves no entry.
    """
    if not action.startswith("read_"):
        raise ValueError("A read is recorded under a name that begins with read_.")
    others = [person for person in subjects if person.pk != actor.pk]
    if not others:
        return []
    return _append(actor=actor, action=action, target=target, chain=chain, subjects=others, facts=facts)
