"""What a text says that calls for help, or gives away a contact. It hints; it never judges, deletes or clears.

The lists are in ``data/``, one file for each language; how they are written is said in ``lists.py``. Reading takes
time in proportion to the text: each word is looked up in tables, and each phrase looks at a few words around
its rarest one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wellbeing_portal.moderation.registry.contacts import gives_contact
from wellbeing_portal.moderation.registry.folding import words_of
from wellbeing_portal.moderation.registry.lists import ENDS, Lists, Phrase, risk_lists

NAMES = ("", "concern", "acute")
# A word of negation reaches so many words ahead, and never over a comma.
REACH = 3


@dataclass(frozen=True)
class Signals:
    """``risk`` is "", "concern" or "acute"; ``contact`` is whether a way to meet elsewhere is offered."""

    risk: str = ""
    contact: bool = False


def read_words(text: str) -> Signals:
    """What stands out in a text of any of the three languages, or of several at once."""
    words = words_of(text)
    atoms, languages = risk_lists()
    seen = [atoms.of(word) for word in words]
    places: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(seen):
        for atom in found:
            places[atom].append(place)
    risk = max(_Reading(words, seen, places, lists).risk for lists in languages)
    return Signals(risk=NAMES[risk], contact=gives_contact(text, words))


class _Reading:
    """One text against the lists of one language."""

    def __init__(
        self, words: list[str], seen: list[frozenset[str]], places: dict[str, list[int]], lists: Lists
    ) -> None:
        self.words, self.seen, self.places, self.lists = words, seen, places, lists

    @property
    def risk(self) -> int:
        """The gravest of all that is said: 0 nothing, 1 concern, 2 acute."""
        found = 0
        for level, kind in ((2, "acute"), (2, "own"), (1, "concern")):
            for span in self._spans(kind):
                if found >= level:
                    return found
                if self.idle.isdisjoint(span) and (kind != "own" or self.by_writer[span[0]]):
                    found = max(found, level - self._doubts(span, level))
        return found

    def _doubts(self, span: list[int], level: int) -> int:
        """How many things speak against taking the words as the writer's own, here and now.

        Who tells what somebody else said may be worried about them, and what is past may hurt still: that
        lowers only what is gravest.
        """
        doubts = self._is_denied(span) + (level > 1 and (self.quoted[span[0]] or self.past[span[0]]))
        if any(self.lists.me in self.seen[place] for place in range(max(span[0] - 2, 0), span[-1] + 1)):
            return doubts
        return doubts + 2 * (self.helps or self.has_topic)

    def _is_denied(self, span: list[int]) -> bool:
        """A negation just before the phrase, or between its words, that is not a part of it."""
        for place in range(span[0] - 1, max(span[0] - 1 - REACH, -1), -1):
            if self.words[place] in ENDS or self.words[place] == ",":
                break
            if self.lists.no in self.seen[place]:
                return True
        return any(self.lists.no in self.seen[place] for place in range(span[0], span[-1]) if place not in span)

    @cached_property
    def idle(self) -> set[int]:
        """Places of the words that belong to a figure of speech."""
        return {place for span in self._spans("idiom") for place in span}

    @cached_property
    def quoted(self) -> list[bool]:
        """Of each place, whether somebody else's saying was announced before it in the same sentence."""
        announced = {span[-1] for span in self._spans("quote")}
        told, so_far = [], False
        for place, word in enumerate(self.words):
            so_far = word not in ENDS and (so_far or place in announced)
            told.append(so_far)
        return told

    @cached_property
    def by_writer(self) -> list[bool]:
        """Of each place, whether the writer speaks of themselves in the same sentence."""
        return self._in_sentence(set(self.places.get(self.lists.me, ())))

    @cached_property
    def past(self) -> list[bool]:
        """Of each place, whether the same sentence tells of an earlier time in life."""
        return self._in_sentence({span[0] for span in self._spans("past")})

    def _in_sentence(self, marked: set[int]) -> list[bool]:
        """Of each place, whether one that is marked stands in the same sentence."""
        said: list[bool] = []
        for place, word in enumerate([*self.words, "."]):
            if word in ENDS:
                mine = not marked.isdisjoint(range(len(said), place))
                said += [mine] * (place + 1 - len(said))
        return said

    @cached_property
    def helps(self) -> bool:
        """Whether the text tells others where to find help."""
        return next(self._spans("helping"), None) is not None

    @cached_property
    def has_topic(self) -> bool:
        """Whether the text speaks of the matter as one studies, reads or watches it."""
        return next(self._spans("topic"), None) is not None

    def _spans(self, kind: str) -> Iterator[list[int]]:
        """The places of each phrase of a section that is said. Every phrase is kept under its rarest atom."""
        phrases = self.lists.phrases[kind]
        for atom in self.places.keys() & phrases.keys():
            for phrase in phrases[atom]:
                for place in self.places[atom]:
                    span = self._around(place, phrase)
                    if span:
                        yield span

    def _around(self, anchor: int, phrase: Phrase) -> list[int]:
        """The places of the phrase's words around its rarest one, or nothing."""
        span = [anchor]
        for number in range(phrase.anchor - 1, -1, -1):
            place = self._next(span[0], -1, phrase.atoms[number], phrase.gaps[number + 1])
            if place < 0:
                return []
            span.insert(0, place)
        for number in range(phrase.anchor + 1, len(phrase.atoms)):
            place = self._next(span[-1], 1, phrase.atoms[number], phrase.gaps[number])
            if place < 0:
                return []
            span.append(place)
        return span

    def _next(self, place: int, step: int, atom: str, gap: int) -> int:
        """The nearest place of the atom in one direction within the sentence, or -1."""
        for _number in range(gap + 1):
            place += step
            if 0 <= place < len(self.words) and self.words[place] == ",":
                place += step
            if not 0 <= place < len(self.words) or self.words[place] in ENDS:
                return -1
            if atom in self.seen[place]:
                return place
        return -1
