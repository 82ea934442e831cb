"""The lists of risk words, read once.

A file has sections: ``[acute]``, ``[concern]``, ``[idiom]``, ``[quote]``, ``[helping]`` and ``[topic]`` hold
phrases, ``[no]`` and ``[me]`` single words. A phrase is a line of words with up to two others between them, or
none before a word that begins with ``+``. In a word ``|`` parts alternatives, ``*`` stands for any ending, and
``~`` lets one letter be wrong, missing, too many or changed with its neighbour. A line ``name = a|b`` names
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
PHRASES = ("acute", "concern", "idiom", "quote", "helping", "topic")
GAP = 2
ENDS = frozenset(".!?;:…\n")
# Stems are looked up by their first letters, so each has at least so many.
HEAD = 3
NOTHING: frozenset[str] = frozenset()
NAMED = re.compile(r"<(\w+)>")


class Phrase(NamedTuple):
    """Atoms in order; ``tight`` says of each whether it follows at once; ``anchor`` is the place of the rarest."""

    atoms: tuple[str, ...]
    tight: tuple[bool, ...]
    anchor: int


class Lists:
    """All that is looked for in one language; phrases are kept under their anchor."""

    def __init__(self, lines: Iterator[tuple[str, str]]) -> None:
        self.whole: dict[str, frozenset[str]] = {}
        self.stems: dict[str, dict[int, dict[str, frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))
        self.phrases: dict[str, dict[str, list[Phrase]]] = {kind: defaultdict(list) for kind in PHRASES}
        for section, line in lines:
            if section in PHRASES:
                self._learn_phrase(section, line)
            else:
                self._learn_atom(line, name=section)

    def atoms_in(self, word: str) -> frozenset[str]:
        """The atoms that a word of a text is; letters drawn out for emphasis are two or one in the list."""
        found = self._looked_up(word)
        if not found and TRIPLE.search(word):
            return self._looked_up(TRIPLE.sub(r"\1\1", word)) or self._looked_up(TRIPLE.sub(r"\1", word))
        return found

    def _looked_up(self, word: str) -> frozenset[str]:
        found = self.whole.get(word, NOTHING)
        for length, stems in self.stems.get(word[:HEAD], {}).items():
            found |= stems.get(word[:length], NOTHING)
        return found

    def _learn_phrase(self, section: str, line: str) -> None:
        parts = line.split()
        atoms = tuple(part.removeprefix("+") for part in parts)
        for atom in atoms:
            self._learn_atom(atom, name=atom)
        # The longest of the shortest alternatives is a good guess at what is said least often.
        rarity = [min(map(len, atom.split("|"))) for atom in atoms]
        anchor = rarity.index(max(rarity))
        phrase = Phrase(atoms, tuple(part.startswith("+") for part in parts), anchor)
        self.phrases[section][atoms[anchor]].append(phrase)

    def _learn_atom(self, atom: str, *, name: str) -> None:
        for said in atom.split("|"):
            word = said.rstrip("*~")
            for spelling in misspelt(word) if "~" in said else (word,):
                if said.endswith("*"):
                    stems = self.stems[spelling[:HEAD]][len(spelling)]
                    stems[spelling] = stems.get(spelling, NOTHING) | {name}
                else:
                    self.whole[spelling] = self.whole.get(spelling, NOTHING) | {name}


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


@lru_cache(maxsize=len(LANGUAGES))
def lists_for(language: str) -> Lists:
    return Lists(lines_of((DATA / f"risk_{language}.txt").read_text(encoding="utf-8")))
