"""The lists of risk words, read once.

A file has sections. Phrases stand in ``[acute]``, ``[own]`` (acute where the writer speaks of themselves in the same
sentence), ``[concern]``, ``[idiom]``, ``[quote]``, ``[past]``, ``[helping]`` and ``[topic]``, single words in ``[no]``
and ``[me]``. A phrase is a line of words with up to two others between them, none before a word that begins with
``+``, up to six before one that begins with ``^``. In a word ``|`` parts alternatives, ``*`` stands for any ending,
and ``~`` lets one letter be wrong, missing, too many or changed with its neighbour. A line ``name = a|b`` names
alternatives, used as ``<name>``.
"""

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wellbeing_portal.moderation.registry.folding import TRIPLE, folded

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fi", "sv", "en")
PHRASES = ("acute", "own", "concern", "idiom", "quote", "past", "helping", "topic")
GAPS = {"+": 0, "^": 6}
USUAL_GAP = 2
ENDS = frozenset(".!?;:…\n")
# Stems are looked up by their first letters, so each has at least so many.
HEAD = 3
NOTHING: frozenset[str] = frozenset()
NAMED = re.compile(r"<(\w+)>")


class Phrase(NamedTuple):
    """Atoms in order; ``gaps``: how many words may stand before each; ``anchor`` is the place of the rarest."""

    atoms: tuple[str, ...]
    gaps: tuple[int, ...]
    anchor: int


class Atoms:
    """Which atoms a word is, in all lists at once: each word of a text is looked up a single time."""

    def __init__(self) -> None:
        self.whole: dict[str, frozenset[str]] = {}
        self.stems: dict[str, dict[int, dict[str, frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))

    def of(self, word: str) -> frozenset[str]:
        """The atoms of a word; letters drawn out for emphasis are two or one in the list."""
        found = self._looked_up(word)
        if not found and TRIPLE.search(word):
            return self._looked_up(TRIPLE.sub(r"\1\1", word)) or self._looked_up(TRIPLE.sub(r"\1", word))
        return found

    def _looked_up(self, word: str) -> frozenset[str]:
        found = self.whole.get(word, NOTHING)
        stems = self.stems.get(word[:HEAD])
        if stems is not None:
            for length, begun in stems.items():
                found |= begun.get(word[:length], NOTHING)
        return found

    def learn(self, alternatives: str, *, name: str) -> None:
        for said in alternatives.split("|"):
            word = said.rstrip("*~")
            for spelling in misspelt(word) if "~" in said else (word,):
                if said.endswith("*"):
                    stems = self.stems[spelling[:HEAD]][len(spelling)]
                    stems[spelling] = stems.get(spelling, NOTHING) | {name}
                else:
                    self.whole[spelling] = self.whole.get(spelling, NOTHING) | {name}


class Lists:
    """What is looked for in one language; phrases are kept under their anchor, atoms in the table of all."""

    def __init__(self, language: str, lines: Iterator[tuple[str, str]], atoms: Atoms) -> None:
        self.no, self.me = f"{language}:no", f"{language}:me"
        self.phrases: dict[str, dict[str, list[Phrase]]] = {kind: defaultdict(list) for kind in PHRASES}
        for section, line in lines:
            if section in PHRASES:
                parts = line.split()
                phrase = _phrase(language, parts)
                for name, part in zip(phrase.atoms, parts, strict=True):
                    atoms.learn(part.lstrip("+^"), name=name)
                self.phrases[section][phrase.atoms[phrase.anchor]].append(phrase)
            else:
                atoms.learn(line, name=f"{language}:{section}")


def _phrase(language: str, parts: list[str]) -> Phrase:
    """The longest of the shortest alternatives is a good guess at what is said least often."""
    atoms = tuple(part.lstrip("+^") for part in parts)
    rarity = [min(map(len, atom.split("|"))) for atom in atoms]
    names = tuple(f"{language}:{atom}" for atom in atoms)
    return Phrase(names, tuple(GAPS.get(part[0], USUAL_GAP) for part in parts), rarity.index(max(rarity)))


def misspelt(word: str) -> set[str]:
    """The word and all that is one slip of the fingers away; the first letter is taken to be right."""
    parts = [(word[:place], word[place:]) for place in range(1, len(word) + 1)]
    letters = string.ascii_lowercase
    return {
        word,
        *(a + b[1:] for a, b in parts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1),
        *(a + letter + b[1:] for a, b in parts if b for letter in letters),
        *(a + letter + b for a, b in parts for letter in letters),
    }


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """Section and line of each phrase or word, folded as texts are, with named alternatives filled in."""
    section, names = "", {}
    for raw in text.splitlines():
        line = folded(raw.partition("#")[0]).strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif " = " in line:
            name, _is, meant = line.partition(" = ")
            names[name] = NAMED.sub(lambda found: names[found[1]], meant.replace(" ", ""))
        elif line:
            yield section, NAMED.sub(lambda found: names[found[1]], line)


@lru_cache(maxsize=1)
def risk_lists() -> tuple[Atoms, tuple[Lists, ...]]:
    """The table of all words, and the lists of each language."""
    atoms = Atoms()
    files = {language: (DATA / f"risk_{language}.txt").read_text(encoding="utf-8") for language in LANGUAGES}
    return atoms, tuple(Lists(language, lines_of(text), atoms) for language, text in files.items())
