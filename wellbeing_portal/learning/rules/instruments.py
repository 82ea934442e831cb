"""Self-assessments: what was asked, and what the answers come to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wellbeing_portal.learning.enums import Method

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    value: int
    text: Texts


@dataclass(frozen=True)
class Statement:
    key: str
    dimension: str
    text: Texts
    reverse: bool = False


@dataclass(frozen=True)
class Band:
    """What scores up to and with ``up_to`` mean. ``care``: help is shown first."""

    key: str
    up_to: Decimal
    text: Texts
    care: bool = False


@dataclass(frozen=True)
class Dimension:
    """What some of the statements measure. ``multiply`` makes the number that is compared with the bands.

    ``number`` says what that number means and what it does not; without it no number is shown.
    """

    key: str
    title: Texts
    method: str
    bands: tuple[Band, ...] = ()
    multiply: int = 1
    number: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as its authors made it, with its source and licence. A changed one is another edition.

    ``unofficial``: the languages whose wording is our own translation, which nobody has held against the official one.
    """

    slug: str
    edition: int
    title: Texts
    summary: Texts
    intro: Texts
    source: str
    licence: str
    scale: tuple[Option, ...]
    dimensions: tuple[Dimension, ...]
    statements: tuple[Statement, ...]
    unofficial: tuple[str, ...] = ()

    @property
    def values(self) -> list[int]:
        return [option.value for option in self.scale]

    def points(self, statement: Statement, value: int) -> int:
        """What a value counts; in a statement that is turned round the other end of the scale."""
        return min(self.values) + max(self.values) - value if statement.reverse else value


@dataclass(frozen=True)
class Result:
    """Of one dimension; without a score as long as not all of its statements are answered."""

    dimension: Dimension
    score: Decimal | None
    band: Band | None


def instrument_of(said: Mapping[str, Any]) -> Instrument:
    """The instrument of a document without flaws."""
    return Instrument(
        slug=said["slug"],
        edition=said["edition"],
        title=said["title"],
        summary=said["summary"],
        intro=said["intro"],
        source=said["source"],
        licence=said["licence"],
        scale=tuple(Option(**option) for option in said["scale"]),
        dimensions=tuple(
            Dimension(
                key=dimension["key"],
                title=dimension["title"],
                method=dimension["method"],
                multiply=dimension.get("multiply", 1),
                number=dimension.get("number", {}),
                bands=tuple(
                    Band(**{**band, "up_to": Decimal(str(band["up_to"]))}) for band in dimension.get("bands", [])
                ),
            )
            for dimension in said["dimensions"]
        ),
        statements=tuple(Statement(**statement) for statement in said["statements"]),
        unofficial=tuple(said.get("unofficial", [])),
    )


def read_answers(instrument: Instrument, given: Mapping[str, Any]) -> dict[str, int]:
    """What of it answers a statement with a value of the scale; texts of whole numbers too, as forms send them."""
    values = {str(value): value for value in instrument.values}
    found = {statement.key: values.get(str(given.get(statement.key))) for statement in instrument.statements}
    return {key: value for key, value in found.items() if value is not None}


def score_instrument(instrument: Instrument, answers: Mapping[str, int]) -> list[Result]:
    """The result of each dimension, in the order of the instrument."""
    return [_result(instrument, dimension, answers) for dimension in instrument.dimensions]


def _result(instrument: Instrument, dimension: Dimension, answers: Mapping[str, int]) -> Result:
    ours = [statement for statement in instrument.statements if statement.dimension == dimension.key]
    if not all(statement.key in answers for statement in ours):
        return Result(dimension, None, None)
    points = sum(instrument.points(one, answers[one.key]) for one in ours)
    score = Decimal(points * dimension.multiply)
    if dimension.method == Method.MEAN:
        score = (score / len(ours)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Result(dimension, score, next((band for band in dimension.bands if score <= band.up_to), None))


def needs_care(results: list[Result]) -> bool:
    """Whether help comes first on the page of these results."""
    return any(result.band is not None and result.band.care for result in results)


def low_answers(instrument: Instrument, answers: Mapping[str, int]) -> list[Statement]:
    """Statements whose answer lies in the lower half of the scale, its middle included."""
    ends = min(instrument.values) + max(instrument.values)
    return [
        one
        for one in instrument.statements
        if one.key in answers and 2 * instrument.points(one, answers[one.key]) <= ends
    ]
