"""The small questions a document is asked; each notes what is wrong and where."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wellbeing_portal.kernel.validators import plain_text
from wellbeing_portal.learning.validators.bodies import KEY
from wellbeing_portal.learning.validators.lines import Path


class Flaw(NamedTuple):
    """What is wrong with a part of a document; ``line`` counts within a body."""

    path: Path
    message: str
    line: int = 0


class Checks:
    """Collects flaws. Every question takes anything at all, and gives back something its caller can go on with."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []

    def say(self, path: Path, message: str, line: int = 0) -> None:
        self.flaws.append(Flaw(path, message, line))

    def mapping(self, path: Path, value: Any, needed: Iterable[str], also: Collection[str] = ()) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.say(path, _("Names with values are expected here."))
            return {}
        needed = list(needed)
        for name in needed:
            if name not in value:
                self.say(path, _("“%s” is missing.") % name)
        for name in value:
            if name not in needed and name not in also:
                self.say((*path, name), _("“%s” is not known here.") % name)
        return value

    def each(self, path: Path, said: dict[str, Any], questions: Mapping[str, Callable[[Path, Any], Any]]) -> None:
        """Ask about the parts that are there."""
        for name, ask in questions.items():
            if name in said:
                ask((*path, name), said[name])

    def rows(self, path: Path, value: Any, least: int, most: int) -> list[Any]:
        if not isinstance(value, list):
            self.say(path, _("A list is expected here."))
            return []
        if not least <= len(value) <= most:
            self.say(path, _("Between %(least)d and %(most)d are expected here.") % {"least": least, "most": most})
        return value

    def line(self, path: Path, value: Any, most: int) -> str:
        """A text, not empty and not too long."""
        if not isinstance(value, str):
            self.say(path, _("A text is expected here. Put it in quotes."))
            return ""
        if not value.strip():
            self.say(path, _("This text is empty."))
        elif len(value) > most:
            words = {"count": len(value), "most": most}
            self.say(path, _("This text has %(count)d characters; %(most)d are the most.") % words)
        return value

    def texts(self, path: Path, value: Any, languages: Sequence[str], most: int) -> None:
        """The same text in each of the languages."""
        said = self.mapping(path, value, languages)
        for code in languages:
            if code in said:
                self.line((*path, code), said[code], most)

    def word(self, path: Path, value: Any, allowed: Sequence[str]) -> str:
        """One of the words."""
        if value in allowed and isinstance(value, str):
            return value
        self.say(path, _("“%(value)s” is none of: %(allowed)s.") % {"value": value, "allowed": ", ".join(allowed)})
        return ""

    def number(self, path: Path, value: Any, low: int, high: int) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.say(path, _("A whole number from %(low)d to %(high)d is expected here.") % {"low": low, "high": high})

    def flag(self, path: Path, value: Any) -> bool:
        if not isinstance(value, bool):
            self.say(path, _("true or false is expected here."))
        return value is True

    def key(self, path: Path, value: Any, known: set[str]) -> str:
        """A key that nothing else of its kind has; it joins those that are known."""
        if not isinstance(value, str) or not KEY.fullmatch(value) or len(value) > 80:
            self.say(
                path, _("A key of small letters, digits and hyphens is expected here; put true and false in quotes.")
            )
            return ""
        if value in known:
            self.say(path, _("The key “%s” is there already.") % value)
        known.add(value)
        return value

    def no_hidden_signs(self, path: Path, value: Any) -> None:
        """In no text of the part, however deep."""
        if isinstance(value, dict):
            for name, part in value.items():
                self.no_hidden_signs((*path, name), part)
        elif isinstance(value, list):
            for number, part in enumerate(value):
                self.no_hidden_signs((*path, number), part)
        elif isinstance(value, str):
            try:
                plain_text(value)
            except ValidationError as error:
                self.say(path, error.messages[0])
