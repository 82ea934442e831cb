"""How well risk words are read: by language and class, on sentences the lists know and on others."""

import time
from pathlib import Path

import pytest

from tests.moderation import corpus
from wellbeing_portal.moderation.registry.words import read_words

DOCS = Path(__file__).parents[2] / "docs" / "risk-words.md"


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_acute_sentences_that_the_lists_know_are_found(language):
    measure = corpus.measured(corpus.lines("tuned", language))["acute"]
    assert measure.there >= 80
    assert measure.recall >= 0.95
    assert measure.precision >= 0.95


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_ordinary_sentences_are_left_alone(language):
    measure = corpus.measured(corpus.lines("tuned", language))["none"]
    assert measure.there >= 75
    assert measure.noticed / measure.there <= 0.05


def test_sentences_that_the_lists_never_met_are_found_less_often_and_no_worse_than_we_say():
    acute = [line for language in corpus.LANGUAGES for line in corpus.lines("held_out", language)]
    assert corpus.measured(acute)["acute"].recall >= 0.65


def test_the_table_of_the_docs_is_what_is_measured_today():
    print(corpus.table())  # noqa: T201 - the figures, for whoever runs this
    assert corpus.table() in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "i want to die " * 7000,
        "en halua kuolla, sanoi ystava " * 3400,
        "not " * 25_000,
        "itsemurha ajatus " * 6000,
        "kill for a " * 9000,
        "a" * 100_000,
        "a " * 50_000,
        "1 " * 50_000,
        "-1" * 50_000,
        "a@a." * 25_000,
        "@" * 100_000,
        "insta " * 16_000,
        "\u200b" * 100_000,
        "e\u0301" * 50_000,
    ],
)
def test_a_hostile_text_takes_time_in_proportion(text):
    """Four times the text takes about four times as long; with the square it would be sixteen."""
    quarter, whole = (_seconds(part) for part in (text[: len(text) // 4], text))
    assert whole < 12 * max(quarter, 0.005)


def _seconds(text: str) -> float:
    """The quickest of three, since the machine does other things too."""
    took = []
    for _turn in range(3):
        begun = time.process_time()
        read_words(text)
        took.append(time.process_time() - begun)
    return min(took)
