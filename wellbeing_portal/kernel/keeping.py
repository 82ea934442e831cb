"""What the portal keeps about people, declared in each app's privacy.py: why, for how long, and what is theirs.

The words live on the ground because the floors below ``wellbeing_portal.privacy`` keep things too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# How long, where nothing in the portal deletes it earlier.
WITH_THE_ACCOUNT = _("As long as you have an account.")
UNTIL_YOU_REMOVE_IT = _("Until you remove it yourself, or your account is erased.")
# Why something is not in the copy that people take of their own data.
OTHERS = _("Some of it is about other people, so that part is not in your copy.")
SECRET = _("Secrets such as passwords and keys are not in your copy: it would put your account at risk.")


def _themselves(user: Any) -> Any:
    return user


@dataclass(frozen=True)
class Rows:
    """One table: its personal fields, and which of its rows and columns are a person's own.

    ``owner`` is the path that leads to the person (``value`` says what stands there, if not the user), ``shows`` the
    paths that the person gets. What has personal fields and no owner says in ``withheld`` why nobody gets it.
    """

    model: type[models.Model]
    personal: tuple[str, ...]
    owner: str = ""
    shows: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)
    value: Callable[[Any], Any] = _themselves
    withheld: Any = ""

    def __post_init__(self) -> None:
        if not self.personal:
            raise ValueError(f"{self.model.__name__}: a table without personal fields is named in holds_nobody().")
        if bool(self.owner) != bool(self.shows) or not (self.owner or self.withheld):
            raise ValueError(f"{self.model.__name__}: say what is shown to whom, or why nothing is.")


@dataclass(frozen=True)
class Topic:
    """Tables that are kept for one reason, in words for the person."""

    what: Any
    why: Any
    kept: Any
    rows: tuple[Rows, ...]

    @property
    def withheld(self) -> list[Any]:
        """Why some of it is not in the copy; each sentence once."""
        return list(dict.fromkeys(rows.withheld for rows in self.rows if rows.withheld))


@dataclass
class Chapter:
    """What one app keeps. Its name is that of the file in the copy."""

    name: str
    title: Any
    topics: list[Topic] = field(default_factory=list)

    def keeps(self, *rows: Rows, what: Any, why: Any, kept: Any) -> None:
        for declared in rows:
            _claim(declared.model)
        self.topics.append(Topic(what=what, why=why, kept=kept, rows=rows))


_chapters: list[Chapter] = []
_declared: set[type[models.Model]] = set()


def _claim(model: type[models.Model]) -> None:
    if model in _declared:
        raise ValueError(f"{model.__name__} is declared twice.")
    _declared.add(model)


def chapter(name: str, title: Any) -> Chapter:
    """A new chapter; those of lower floors come first."""
    made = Chapter(name, title)
    _chapters.append(made)
    return made


def holds_nobody(*tables: type[models.Model]) -> None:
    """These tables hold nothing about any person."""
    for model in tables:
        _claim(model)


def chapters() -> tuple[Chapter, ...]:
    """What has been declared, from the ground up."""
    return tuple(_chapters)


def is_declared(model: type[models.Model]) -> bool:
    return model in _declared
