"""Checks of pseudonyms: nobody's double, nobody's name; and where a text calls somebody by one."""

import re
import unicodedata

# Signs that are read as another: the digits of leetspeak, and the Cyrillic and Greek letters that look Latin.
LOOK_ALIKES = str.maketrans(
    "013457@$!|lабгеіјкмнорстухαβεηικνορτυχ",
    "oieastasiiiabreijkmhopctyxabenikvoptux",
)
KEY_LENGTH = 80
# Shorter parts than these stand in half of all words, so they tell nothing about a person.
PART_LENGTH = 3
WORD_LENGTH = 4
# A sign in the middle of a word is an e-mail address, not somebody's name.
MENTION = re.compile(r"(?<![\w@.])@(?=\w)([^@\n]{1,80})")
MOST_MENTIONS, MOST_WORDS = 10, 6


def _folded(text: str) -> str:
    """Lower case without accents, look-alike signs as the letter they look like."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(LOOK_ALIKES)


def pseudonym_key(pseudonym: str) -> str:
    """What two pseudonyms share when people would take one for the other."""
    return "".join(char for char in _folded(pseudonym) if char.isalnum())[:KEY_LENGTH]


def _letters(text: str) -> str:
    return "".join(char for char in _folded(text) if char.isalpha())


def _parts(text: str) -> set[str]:
    """Folded parts of a name or address, also without the digits in them."""
    pieces = re.split(r"[\W_]+", text) + re.split(r"[\W\d_]+", text)
    return {part for part in map(_letters, pieces) if len(part) >= PART_LENGTH}


def resembles_person(pseudonym: str, *, name: str, email: str) -> bool:
    """Whether the pseudonym carries a part of the name or address, or one of its words is a part of them."""
    parts = _parts(f"{name} {email.partition('@')[0]}")
    whole = _letters(pseudonym)
    words = {word for word in map(_letters, pseudonym.split()) if len(word) >= WORD_LENGTH}
    return any(part in whole or any(word in part for word in words) for part in parts)


def mentions(text: str) -> list[list[str]]:
    """For each @ in the text, the keys of the pseudonyms that may follow it, the longest first.

    Where the name ends nobody can tell from the text alone, as pseudonyms have spaces in them.
    """
    found = []
    for called in MENTION.findall(text)[:MOST_MENTIONS]:
        words = called.split()[:MOST_WORDS]
        keys = [pseudonym_key(" ".join(words[:count])) for count in range(len(words), 0, -1)]
        found.append(list(dict.fromkeys(keys)))
    return found
