"""Kinds of things that people write and others can report."""

import datetime
import uuid
from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

# What a decision can ask of a kind; each is a method below, and a kind offers those that it defines.
NOTHING = uuid.UUID(int=0)
VERBS = ("hide", "ask_edit", "restrict", "remove")


class Reportable:
    """One kind of thing. It knows the wall, the place whose queue it belongs in, and what can be done about it.

    A thing has one kind, found by its model. ``unhide``, ``unrestrict`` and ``take_back`` undo, for an appeal.
    """

    name: ClassVar[str]  # "communities.post": the app and the thing
    label: ClassVar[Any]  # what the queue calls it
    model: ClassVar[type[models.Model]]
    along: ClassVar[tuple[str, ...]] = ()  # what is read with it, in the same query
    hidden_label: ClassVar[Any] = ""  # what hiding means here, where it is not to hide
    public: ClassVar[bool] = False  # whether some of these are seen signed out, and can be reported signed out

    def things(self, user: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        """Those of these things that the person may see, by public id; one query."""
        return self.by_id(self.model.objects.visible_to(user), ids)  # type: ignore[attr-defined]

    def found(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        """The same for the queue, which knows of the thing already: the item has come through its own wall."""
        rows = self.model.objects.unscoped("the item came through the wall of the queue")  # type: ignore[attr-defined]
        return self.by_id(rows, ids)

    def by_id(self, rows: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        wanted = rows.filter(public_id__in=ids)
        return {row.public_id: row for row in (wanted.select_related(*self.along) if self.along else wanted)}

    def locked(self, public_id: uuid.UUID) -> Any:
        """The thing behind its lock, for who decides about it; None once it is gone.

        A room locks what it changes before it asks for the item (``raise_item``), so whoever decides does too.
        """
        rows = self.model.objects.unscoped("the item came through the wall of the queue")  # type: ignore[attr-defined]
        held = rows.select_for_update(of=("self",)).filter(public_id=public_id).first()
        return self.found([public_id]).get(public_id) if held is not None else None

    def place(self, thing: Any) -> Any:
        """The institution whose queue it is."""
        raise NotImplementedError

    def author(self, thing: Any) -> Any:
        """The person who made it, or None. Never shown to anybody: it is who is told, and whom nobody judges alone."""
        raise NotImplementedError

    def pen_name(self, thing: Any) -> str:
        """By what name the author is known where the thing stands."""
        raise NotImplementedError

    def link(self, thing: Any) -> str:
        """The address of the thing, from the root."""
        raise NotImplementedError

    def says(self, thing: Any) -> str:
        """Its text now, plain; empty once it is gone."""
        raise NotImplementedError

    def rules_link(self, thing: Any) -> str:
        """The address of the rules that hold where the thing stands."""
        raise NotImplementedError

    # --- verbs; ``actor`` is who decides, ``reason`` is read by the author

    def language(self, thing: Any) -> str:
        """In which language it is written, and so an answer to it; empty: nobody knows."""
        return ""

    def hide(self, actor: Any, *, thing: Any, reason: str) -> None:
        """Take the text away from the others; the author still sees it, and why."""
        raise NotImplementedError

    def unhide(self, actor: Any, *, thing: Any) -> None:
        raise NotImplementedError

    def is_hidden(self, thing: Any) -> bool:
        """Whether the text is taken away already, by whomever."""
        return False

    def waits(self, thing: Any) -> bool:
        """Whether it is not in sight until somebody lets it through."""
        return False

    def version(self, thing: Any) -> int:
        """Of the text, so that what is let through is what was read."""
        return 0

    def let_through(self, actor: Any, *, thing: Any) -> None:
        """Show what waits: whoever finds nothing against it has read it."""
        raise NotImplementedError

    def ask_edit(self, actor: Any, *, thing: Any, reason: str) -> None:
        """Ask the author to change the text; until then it stays as it is."""
        raise NotImplementedError

    def restrict(self, actor: Any, *, thing: Any, reason: str, until: datetime.datetime) -> None:
        """The author may read but not write where the thing stands, until the moment."""
        raise NotImplementedError

    def unrestrict(self, actor: Any, *, thing: Any) -> None:
        raise NotImplementedError

    def remove(self, actor: Any, *, thing: Any, reason: str) -> None:
        """Take the author out of the place where the thing stands."""
        raise NotImplementedError

    def take_back(self, actor: Any, *, thing: Any) -> None:
        """Let the author into that place again."""
        raise NotImplementedError

    def offers(self, verb: str) -> bool:
        """Whether this kind can do that."""
        return getattr(type(self), verb) is not getattr(Reportable, verb)


_kinds: dict[str, Reportable] = {}


def reportable(declared: type[Reportable]) -> type[Reportable]:
    """Class decorator: put the kind in the registry. A name or a model given twice is a mistake."""
    if declared.name in _kinds or any(known.model is declared.model for known in _kinds.values()):
        raise ValueError(f"There are two kinds of reportable things for {declared.name} or its model.")
    _kinds[declared.name] = declared()
    return declared


def kinds() -> list[Reportable]:
    """All kinds, by name."""
    return sorted(_kinds.values(), key=lambda known: known.name)


def reportable_named(name: str) -> Reportable | None:
    return _kinds.get(name)


def reportable_of(thing: models.Model) -> Reportable:
    """The kind of this thing; an app that raises an item about something undeclared has made a mistake."""
    for known in _kinds.values():
        if isinstance(thing, known.model):
            return known
    raise LookupError(f"{type(thing).__name__} is not declared in a reportable.py.")


def report_url(kind: str, public_id: Any) -> str:
    """The address of the page that reports the thing, for lists that make many; one look at the table of addresses."""
    return f"{_reports(kind)}{public_id}/"


@cache
def _reports(kind: str) -> str:
    return reverse("moderation:report", args=[kind, NOTHING]).removesuffix(f"{NOTHING}/")
