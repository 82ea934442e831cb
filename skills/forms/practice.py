"""Answers to practice questions."""

from django.http import QueryDict

from skills.rules import Given
from wellbeing_portal.learning.models import Question


def given_in(question: Question, data: QueryDict) -> Given:
    """What the plain form of a question says, whatever its type."""
    keys = [choice["key"] for choice in question.choices]
    return Given(
        chosen=data.getlist("answer"),
        typed=data.get("answer", ""),
        places={key: data.get(f"place-{key}", "") for key in keys},
        matched={key: data.get(f"match-{key}", "") for key in keys},
    )
