"""Self-checks as their pages show them: what is asked, and what the answers say. Nothing here is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from skills.queries.fitting import Fitting, fitting
from wellbeing_portal.kernel.helping import Help, open_help
from wellbeing_portal.learning.queries import instruments
from wellbeing_portal.learning.rules import (
    Instrument,
    Result,
    low_answers,
    needs_care,
    read_answers,
    said,
    score_instrument,
)


@dataclass(frozen=True)
class CheckOption:
    value: int
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class CheckLine:
    """A statement with its answers; ``is_missing`` once the form was sent without one of them."""

    key: str
    part: str
    text: str
    options: list[CheckOption]
    is_missing: bool

    @property
    def chosen(self) -> int | str:
        return next((option.value for option in self.options if option.is_chosen), "")

    @property
    def answer(self) -> str:
        """What was chosen, in words."""
        return next((option.text for option in self.options if option.is_chosen), "")


@dataclass(frozen=True)
class Sheet:
    """A self-check in one language, with the answers given so far."""

    instrument: Instrument
    language: str
    title: str
    summary: str
    intro: str
    lines: list[CheckLine]
    is_unofficial: bool

    @property
    def missing(self) -> list[CheckLine]:
        return [line for line in self.lines if line.is_missing]

    @property
    def parts(self) -> list[tuple[str, list[CheckLine]]]:
        """The lines under the titles of what they are about; without titles where there is only one."""
        dimensions = self.instrument.dimensions
        if len(dimensions) == 1:
            return [("", self.lines)]
        return [
            (said(one.title, self.language), [line for line in self.lines if line.part == one.key])
            for one in dimensions
        ]


@dataclass(frozen=True)
class Said:
    """What the answers say of one dimension. The number is told where the instrument says what it means."""

    title: str
    text: str
    number: str
    most: str
    meaning: str


@dataclass(frozen=True)
class Outcome:
    """All that the answers say; ``help`` is what is open now, where it comes first. ``carries``: what goes well."""

    said: list[Said]
    needs_care: bool
    help: list[Help]
    carries: list[CheckLine]
    fitting: list[Fitting]


def check_for(slug: str) -> Instrument | None:
    """The self-check of this name, if there is one."""
    return instruments().get(slug)


def check_sheets(language: str) -> list[Sheet]:
    return [check_sheet(instrument, language) for instrument in instruments().values()]


def check_sheet(instrument: Instrument, language: str, given: Mapping[str, Any] | None = None) -> Sheet:
    """The self-check with what was ``given``; None: nothing was sent yet, so nothing is missing."""
    answers = read_answers(instrument, given or {})
    lines = [
        CheckLine(
            key=statement.key,
            part=statement.dimension,
            text=said(statement.text, language),
            options=[
                CheckOption(option.value, said(option.text, language), answers.get(statement.key) == option.value)
                for option in instrument.scale
            ],
            is_missing=given is not None and statement.key not in answers,
        )
        for statement in instrument.statements
    ]
    return Sheet(
        instrument=instrument,
        language=language,
        title=said(instrument.title, language),
        summary=said(instrument.summary, language),
        intro=said(instrument.intro, language),
        lines=lines,
        is_unofficial=language in instrument.unofficial,
    )


def check_outcome(user: Any, sheet: Sheet, given: Mapping[str, Any]) -> Outcome:
    """What complete answers say, and what of the portal fits them."""
    instrument, language = sheet.instrument, sheet.language
    answers = read_answers(instrument, given)
    results = score_instrument(instrument, answers)
    care = needs_care(results)
    low = {statement.key for statement in low_answers(instrument, answers)}
    reasons = {line.key: line for line in sheet.lines if line.key in low}
    return Outcome(
        said=said_of(instrument, results, language),
        needs_care=care,
        help=open_help(language, timezone.now()) if care else [],
        carries=[line for line in sheet.lines if line.key not in low],
        fitting=fitting(user, instrument.slug, reasons, language),
    )


def said_of(instrument: Instrument, results: Iterable[Result], language: str) -> list[Said]:
    """The words of the dimensions that have any."""
    return [_said(instrument, result, language) for result in results if result.band is not None]


def _said(instrument: Instrument, result: Result, language: str) -> Said:
    dimension = result.dimension
    most = max(instrument.values) * dimension.multiply
    most *= sum(statement.dimension == dimension.key for statement in instrument.statements)
    return Said(
        title=said(dimension.title, language),
        text=said(result.band.text, language) if result.band else "",
        number=str(result.score) if dimension.number else "",
        most=str(most),
        meaning=said(dimension.number, language),
    )
