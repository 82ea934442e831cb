"""Self-assessments that come with apps, and what their owners kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import get_object_or_404

from wellbeing_portal.learning.models import SelfAssessmentResponse
from wellbeing_portal.learning.queries.folders import Mistake, trimmed
from wellbeing_portal.learning.rules.instruments import (
    Instrument,
    Result,
    instrument_of,
    read_answers,
    score_instrument,
)
from wellbeing_portal.learning.validators import read_lines
from wellbeing_portal.learning.validators.instruments import instrument_flaws


@dataclass(frozen=True)
class Kept:
    """Answers that their owner kept, and what they came to then. ``results`` is empty for an edition that is gone."""

    response: SelfAssessmentResponse
    results: list[Result]


def read_instrument(file: Path) -> tuple[dict[str, Any], list[Mistake]]:
    """The document of a file, or what is wrong with it."""
    read = read_lines(file.read_text(encoding="utf-8"))
    document = trimmed(read.data)
    mistakes = [Mistake(file.name, line, message) for line, message in read.faults]
    mistakes = mistakes or [
        Mistake(file.name, read.line_of(flaw.path), flaw.message) for flaw in instrument_flaws(document)
    ]
    return document, mistakes


def load_instruments(files: Iterable[Path]) -> dict[str, Instrument]:
    """Slug to instrument. A mistake stops the start of whoever asks: a wrong score is worse than none."""
    found = {}
    for file in files:
        document, mistakes = read_instrument(file)
        if mistakes:
            raise ImproperlyConfigured("\n".join(f"{file.parent}/{mistake}" for mistake in mistakes))
        found[document["slug"]] = instrument_of(document)
    return found


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Those in the folder ``instruments`` of any app, by slug; read once."""
    homes = [Path(config.path) / "instruments" for config in apps.get_app_configs()]
    return load_instruments(file for home in homes for file in sorted(home.glob("*.yaml")))


def kept_responses(user: Any, instrument: Instrument) -> list[Kept]:
    """The person's own, the newest first, each scored anew; one query."""
    rows = SelfAssessmentResponse.objects.visible_to(user).filter(instrument=instrument.slug)
    return [kept_as(row, instrument) for row in rows.order_by("-made_at", "-pk")]


def kept_as(row: SelfAssessmentResponse, instrument: Instrument) -> Kept:
    """A row of the person's own, scored anew."""
    if row.edition != instrument.edition:
        return Kept(row, [])
    return Kept(row, score_instrument(instrument, read_answers(instrument, json.loads(row.answers))))


def response_for(user: Any, public_id: Any) -> SelfAssessmentResponse:
    """The person's own, or 404."""
    return get_object_or_404(SelfAssessmentResponse.objects.visible_to(user), public_id=public_id)
