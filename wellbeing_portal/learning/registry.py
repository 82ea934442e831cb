"""The sockets of completion: rooms say what follows, and how long it counts."""

import datetime
from collections.abc import Callable
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

# What the trail tells whoever it is about.
TRAIL = {
    "enrol": _("You joined a course"),
    "move_to_version": _("You moved to the newest version of a course"),
    "record_completion": _("A training was recorded for you as completed"),
    "void_completion": _("A completed training of yours was taken back"),
    "allow_more": _("You were given more time or tries in a course"),
}


class Follower(Protocol):
    """Somebody who acts on completions. Both may be called again for the same record and must not mind."""

    def completed(self, record: Any) -> None:
        """After the commit, and again by the clockwork until it has gone well."""

    def voided(self, actor: Any, *, record: Any, reason: str) -> None:
        """In the transaction that voids the record."""


# The person, the course, and the day it was completed on, to a ``rules.Validity``; None: no opinion.
SaysValidity = Callable[[Any, Any, datetime.date], Any]

_followers: list[Follower] = []
_validities: list[SaysValidity] = []


def follows_completions(follower: Follower) -> None:
    """Called once at start."""
    _followers.append(follower)


def says_validity(function: SaysValidity) -> SaysValidity:
    """Decorator, used at start by whoever keeps requirements that say more than the course does."""
    _validities.append(function)
    return function


def followers() -> list[Follower]:
    return list(_followers)


def validity_said(user: Any, course: Any, completed_on: datetime.date) -> Any:
    """The first opinion there is; None: the course's own months count."""
    opinions = (function(user, course, completed_on) for function in _validities)
    return next((opinion for opinion in opinions if opinion is not None), None)
