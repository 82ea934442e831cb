"""Self-assessments: kept only when their owner says so, and in no trail."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wellbeing_portal.learning.models import SelfAssessmentResponse
from wellbeing_portal.learning.rules.instruments import Instrument, Result, read_answers, score_instrument


@transaction.atomic
def take_assessment(
    owner: Any, *, instrument: Instrument, given: Mapping[str, Any], keep: bool, once: uuid.UUID
) -> list[Result]:
    """What the answers come to. They are kept, encrypted, when the owner is signed in and asked for it.

    The same form sent twice is kept once.
    """
    answers = read_answers(instrument, given)
    if keep and answers and owner.is_authenticated:
        row = SelfAssessmentResponse(
            user=owner,
            instrument=instrument.slug,
            edition=instrument.edition,
            answers=json.dumps(answers),
            once=once,
        )
        SelfAssessmentResponse.objects.bulk_create([row], ignore_conflicts=True)
    return score_instrument(instrument, answers)


@transaction.atomic
def delete_response(owner: Any, *, response: SelfAssessmentResponse) -> None:
    """For good, and for its owner only; twice changes nothing."""
    SelfAssessmentResponse.objects.visible_to(owner).filter(pk=response.pk).delete()


@transaction.atomic
def delete_responses(owner: Any) -> int:
    """All that the owner has kept, for good; how many there were."""
    count, _kinds = SelfAssessmentResponse.objects.visible_to(owner).delete()
    return count
