"""Self-assessments: what was asked, and what the answers come to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """What some of the statements measure. ``multiply`` makes the number that is compared with the bands."""

    key: str
    title: Texts
    method: str
    bands: tuple[Band, ...] = ()
    multiply: int = 1


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as its authors made it, with its source and licence. A changed one is another edition."""

    slug: str
    edition: int
    title: Texts
    intro: Texts
    source: str
    licence: str
    scale: tuple[Option, ...]
    dimensions: tuple[Dimension, ...]
    statements: tuple[Statement, ...]

    @property
    def values(self) -> list[int]:
        return [option.value for option in self.scale]


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
                bands=tuple(
                    Band(**{**band, "up_to": Decimal(str(band["up_to"]))}) for band in dimension.get("bands", [])
                ),
            )
            for dimension in said["dimensions"]
        ),
        statements=tuple(Statement(**statement) for statement in said["statements"]),
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
    ends = min(instrument.values) + max(instrument.values)
    points = sum(ends - answers[one.key] if one.reverse else answers[one.key] for one in ours)
    score = Decimal(points * dimension.multiply)
    if dimension.method == Method.MEAN:
        score = (score / len(ours)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Result(dimension, score, next((band for band in dimension.bands if score <= band.up_to), None))


def needs_care(results: list[Result]) -> bool:
    """Whether help comes first on the page of these results."""
    return any(result.band is not None and result.band.care for result in results)
