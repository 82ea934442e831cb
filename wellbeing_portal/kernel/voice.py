"""What the portal says to people: kinds of message, declared in each app's notices.py, and the call that says one.

The words live on the ground because the floors below the carrier (institutions, accounts) have something to
say too; ``wellbeing_portal.notifications`` carries them and binds itself here at start.
"""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """The headings of the preference page, in its order."""

    GROUPS = "groups", _("Peer groups")
    LEARNING = "learning", _("What you learn")
    DUTIES = "duties", _("What waits for you")
    ACCOUNT = "account", _("Your account")


class Urgency(models.TextChoices):
    """When the e-mail leaves: at once at any hour, at the next decent hour, or with the letter of the day."""

    NOW = "now"
    SOON = "soon"
    CALM = "calm"


class Kind:
    """One kind of message. Its texts are templates/notices/<app>/<kind>/: line.txt is the notice in the portal,
    and unless it only goes with the letter of the day subject.txt, body.txt and body.html are its e-mail.

    Subjects and lines tell nothing about health, and nothing that anybody wrote.
    """

    name: ClassVar[str]  # "communities.request_answered": the app and the folder of its texts
    category: ClassVar[Category]
    label: ClassVar[Any]  # what the preference page calls it
    required: ClassVar[Any] = ""  # why it cannot be switched off; empty: it can
    urgency: ClassVar[Urgency] = Urgency.CALM
    inbox: ClassVar[bool] = True
    mail: ClassVar[bool] = True  # whether people get e-mail of it before they have chosen
    bundles: ClassVar[bool] = False  # many events about one thing are one notice, with a count
    for_addresses: ClassVar[bool] = False  # goes to an address that may belong to nobody here
    model: ClassVar[type[models.Model]]

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        """The things it is about, by public id, as far as the recipient may still see them; one query."""
        rows = self.model.objects.visible_to(recipient).filter(public_id__in=ids)  # type: ignore[attr-defined]
        return {row.public_id: row for row in rows}

    def concerns(self, person: Any) -> bool:
        """Whether this person can get it at all; only then do they find it among their choices."""
        return True

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Asked again at the moment of sending, when the thing may have moved, ended or changed."""
        return True

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        """What the texts may say, by e-mail too; ``link`` is the address of the page it leads to, from the root."""
        raise NotImplementedError

    def only_inside(self, target: Any) -> dict[str, Any]:
        """What the notice in the portal says besides, or instead, and no e-mail ever does."""
        return {}

    def address(self, target: Any) -> tuple[str, str]:
        """Only where ``for_addresses``: the address and the language of the letter."""
        raise NotImplementedError

    def mute_key(self, target: Any) -> str:
        """What a person can silence as a whole, such as ``group:<public id>``; empty: nothing."""
        return ""

    def handed_over(self, target_id: uuid.UUID, at: datetime.datetime) -> None:
        """The mail server has accepted the e-mail."""

    def gave_up(self, target_id: uuid.UUID, at: datetime.datetime) -> None:
        """The e-mail will not be tried again."""

    @property
    def folder(self) -> str:
        app, name = self.name.split(".")
        return f"notices/{app}/{name}"


@dataclass(frozen=True)
class Reader:
    """Whom a digest is for: the row of the person, and the moment until which they have been told."""

    user: Any
    since: datetime.datetime


class Section:
    """A part of the digest. Its texts are templates/notices/<app>/<name>/section.txt and section.html."""

    name: ClassVar[str]
    order: ClassVar[int]
    is_news: ClassVar[bool] = True  # a digest that holds no news is not sent

    def gather(self, readers: Sequence[Reader]) -> Mapping[int, Any]:
        """What there is to tell each reader, by the key of the user row; those with nothing to hear are left out.

        Called with some hundred readers of all languages; a constant number of queries.
        """
        raise NotImplementedError

    def facts(self, gathered: Any) -> dict[str, Any]:
        """What the texts may say of what was gathered for one reader, whose language is active; no query."""
        raise NotImplementedError

    @property
    def folder(self) -> str:
        app, name = self.name.split(".")
        return f"notices/{app}/{name}"


@dataclass(frozen=True)
class Thing:
    """Something that a person can silence as a whole: what it is called, and the address of its page."""

    title: str
    link: str


# The person and public ids, to those of the things that they may see; one query.
Things = Callable[[Any, Collection[uuid.UUID]], Mapping[uuid.UUID, Thing]]


# --- the registry, filled when the carrier looks for notices.py in every app

_kinds: dict[str, Kind] = {}
_sections: dict[str, Section] = {}
_mutable: dict[str, Things] = {}


def kind(declared: type[Kind]) -> type[Kind]:
    """Class decorator: put the kind in the registry. A name given twice is a mistake."""
    if declared.name in _kinds:
        raise ValueError(f"There are two kinds of message named {declared.name}.")
    if declared.urgency == Urgency.CALM:
        if declared.required and declared.mail:
            raise ValueError(f"{declared.name}: the letter of the day can be switched off, a required mail cannot.")
    elif declared.bundles:
        raise ValueError(f"{declared.name}: what bundles waits for the letter of the day.")
    _kinds[declared.name] = declared()
    return declared


def section(declared: type[Section]) -> type[Section]:
    """Class decorator: put the section in the digest."""
    if declared.name in _sections:
        raise ValueError(f"There are two sections named {declared.name}.")
    _sections[declared.name] = declared()
    return declared


def mutable(name: str) -> Callable[[Things], Things]:
    """Decorator: what ``mute_key`` calls ``<name>:<public id>`` is found by this function."""

    def declare(things: Things) -> Things:
        _mutable[name] = things
        return things

    return declare


def mutable_things(name: str) -> Things | None:
    """None for a name that nobody declared."""
    return _mutable.get(name)


def kinds() -> list[Kind]:
    """All kinds, by category and name."""
    order = list(Category)
    return sorted(_kinds.values(), key=lambda known: (order.index(known.category), known.name))


def kind_named(name: str) -> Kind | None:
    """None for a kind of an older release, of which rows may remain."""
    return _kinds.get(name)


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda known: known.order)


# --- saying something


class Carrier(Protocol):
    def tell(self, kind: Kind, *, to: Iterable[Any], about: Any, key: str) -> None: ...

    def remind(self, kind: Kind, *, to: Iterable[Any], about: Any, at: datetime.datetime, key: str) -> None: ...

    def call_off(self, kind: Kind, *, about: Any, to: Iterable[Any] | None) -> None: ...


_carrier: list[Carrier] = []


def carried_by(carrier: Carrier) -> None:
    """Called once at start."""
    _carrier[:] = [carrier]


def tell(declared: type[Kind], *, to: Iterable[Any] = (), about: Any, key: str = "") -> None:
    """Say it now, in the caller's transaction, to each of these users; nothing leaves before the commit.

    ``key`` tells one event about the same thing from another (a version, a date): the same kind, thing,
    person and key is said once however often it is called. Kinds ``for_addresses`` take no users.
    """
    _carrier[0].tell(_kinds[declared.name], to=to, about=about, key=key)


def remind(declared: type[Kind], *, to: Iterable[Any], about: Any, at: datetime.datetime, key: str = "") -> None:
    """Say it at ``at``. The same kind, thing, person and key again moves the moment, unless it was said already."""
    _carrier[0].remind(_kinds[declared.name], to=to, about=about, at=at, key=key)


def call_off(declared: type[Kind], *, about: Any, to: Iterable[Any] | None = None) -> None:
    """Forget the reminders of this kind about the thing that have not been said: all, or those to these users."""
    _carrier[0].call_off(_kinds[declared.name], about=about, to=to)
