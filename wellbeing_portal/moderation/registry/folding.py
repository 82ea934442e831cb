"""A text as the words that are looked up: one form for all ways to write the same thing."""

import re
import unicodedata

# What cannot be seen and is put between letters to hide a word, and apostrophes: both are left out.
UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))
MARKS = dict.fromkeys(range(0x300, 0x370))
DIGITS = str.maketrans("013457", "oieast")
WORD = re.compile(r"[^\W_]+|[,.!?;:…\n]")
MIXED = re.compile(r"[a-z][0-9]|[0-9][a-z]")
LONG_RUN = re.compile(r"([a-z])\1{2,}")
TRIPLE = re.compile(r"([a-z])\1\1")
SPELLED = 5


def folded(text: str) -> str:
    """Small letters without marks above or below them, and nothing that cannot be seen."""
    if text.isascii():
        return text.lower().translate(APOSTROPHES)
    plain = unicodedata.normalize("NFKC", text.translate(UNSEEN)).translate(APOSTROPHES).casefold()
    apart = unicodedata.normalize("NFD", plain)
    return apart.translate(MARKS)


def words_of(text: str) -> list[str]:
    """The words and the signs that end a clause, in order; of a letter drawn out for emphasis three are left."""
    words: list[str] = []
    letters: list[str] = []
    for word in WORD.findall(LONG_RUN.sub(r"\1\1\1", folded(text))):
        if len(word) == 1 and word.isalpha():
            letters.append(word)
            continue
        words += _spelled(letters)
        letters = []
        words.append(_unmasked(word))
    return words + _spelled(letters)


def _spelled(letters: list[str]) -> list[str]:
    """Letters that stand alone: many in a row spell a word."""
    return ["".join(letters)] if len(letters) >= SPELLED else letters


def _unmasked(word: str) -> str:
    """Digits that stand for letters."""
    return word if word.isalpha() or not MIXED.search(word) else word.translate(DIGITS)
