"""Sentences with what ought to be read out of them, written for this: no line is anybody's own words."""

from pathlib import Path
from typing import NamedTuple

from wellbeing_portal.moderation.registry.words import read_words

LANGUAGES = ("fi", "sv", "en")
CLASSES = ("acute", "concern", "none")


class Line(NamedTuple):
    label: str
    text: str


class Measure(NamedTuple):
    """Of the sentences of a class: how many there are, are found, are taken for it, and are seen at all."""

    there: int
    found: int
    taken: int
    noticed: int

    @property
    def recall(self) -> float:
        return self.found / self.there

    @property
    def precision(self) -> float:
        return self.found / self.taken


def lines(half: str, language: str) -> list[Line]:
    """``half``: ``tuned``, which the lists were written to, or ``held_out``, which they have not met."""
    text = (Path(__file__).parent / f"{half}_{language}.tsv").read_text(encoding="utf-8")
    return [Line(*line.split("\t")) for line in text.splitlines()]


def measured(rows: list[Line]) -> dict[str, Measure]:
    read = [(line.label, read_words(line.text).risk or "none") for line in rows]
    return {
        label: Measure(
            sum(want == label for want, _got in read),
            sum(want == got == label for want, got in read),
            sum(got == label for _want, got in read),
            sum(want == label and got != "none" for want, got in read),
        )
        for label in CLASSES
    }


def table() -> str:
    """What docs/risk-words.md shows."""
    said = [
        "| half | language | class | sentences | recall | precision | at least noticed |",
        "|---|---|---|---|---|---|---|",
    ]
    for half in ("tuned", "held_out"):
        for language in LANGUAGES:
            for label, all_ in measured(lines(half, language)).items():
                shares = f"{all_.recall:.0%} | {all_.precision:.0%} | {all_.noticed / all_.there:.0%}"
                said.append(f"| {half.replace('_', ' ')} | {language} | {label} | {all_.there} | {shares} |")
    return "\n".join(said)
