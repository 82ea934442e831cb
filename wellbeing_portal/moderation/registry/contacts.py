"""Whether a text offers a way to meet outside the portal: a number, an address, a name in another service."""

import re
from functools import lru_cache

from wellbeing_portal.moderation.registry.lists import DATA, ENDS, Atoms, lines_of

NUMBER = re.compile(r"(?<![\w+])\+?\d(?:[ \-.()/]{0,2}\d){6,14}(?!\w)")
DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
ADDRESS = re.compile(r"[^@]*\w@\w[\w\-]*(?:\.[\w\-]+)+")
PLACES = ("wa.me/", "t.me/", "discord.gg/", "discord.com/invite/", "snapchat.com/add/", "instagram.com/", "m.me/")
# How far a request may stand from the name of the service.
NEAR = 6
LONGEST_WORD = 320


def gives_contact(text: str, words: list[str]) -> bool:
    """``words`` are those of the text, folded. Public numbers of help are no contact."""
    return _has_number(text) or _has_address(text) or _moves_elsewhere(words)


def _has_number(text: str) -> bool:
    for found in NUMBER.finditer(text):
        said = found[0]
        digits = re.sub(r"\D", "", said)
        if not DATE.search(said) and not _is_of_help(digits):
            return True
    return False


def _is_of_help(digits: str) -> bool:
    national = "0" + digits.removeprefix("358") if digits.startswith("358") else digits
    return any(national.startswith(number) for number in _known())


def _has_address(text: str) -> bool:
    for word in text.split():
        low = word[:LONGEST_WORD].lower()
        if "@" in low and ADDRESS.match(low):
            return True
        if any(place in low for place in PLACES):
            return True
    return False


def _moves_elsewhere(words: list[str]) -> bool:
    """A service is named close to asking somebody to come there, in one sentence."""
    services = _services()
    asked = last_service = -NEAR - 1
    for place, word in enumerate(words):
        if word in ENDS and word != ":":
            asked = last_service = -NEAR - 1
            continue
        atoms = services.of(word)
        if "service" in atoms:
            last_service = place
        if "ask" in atoms:
            asked = place
        if atoms and abs(asked - last_service) <= NEAR and min(asked, last_service) >= 0:
            return True
    return False


@lru_cache(maxsize=1)
def _services() -> Atoms:
    """Names of services, and the words with which somebody is asked over there, in three languages."""
    atoms = Atoms()
    for section, line in lines_of((DATA / "contacts.txt").read_text(encoding="utf-8")):
        atoms.learn(line, name=section)
    return atoms


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    """Numbers of emergency and crisis services, digits only."""
    lines = (DATA / "help_numbers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(re.sub(r"\D", "", line.partition("#")[0]) for line in lines if line.partition("#")[0].strip())
