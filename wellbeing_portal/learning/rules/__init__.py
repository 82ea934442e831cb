"""Rules of courses: pure functions, each tested by a table of examples."""

from wellbeing_portal.learning.rules.attempts import due_at, next_try_at, tries_left
from wellbeing_portal.learning.rules.bodies import PLACE, in_a_whole, media_keys, reflection_keys, to_parts
from wellbeing_portal.learning.rules.dates import Validity, add_months, day_of, end_of, valid_until
from wellbeing_portal.learning.rules.documents import media_item
from wellbeing_portal.learning.rules.instruments import (
    Instrument,
    Result,
    low_answers,
    needs_care,
    read_answers,
    score_instrument,
)
from wellbeing_portal.learning.rules.languages import said, shown_language
from wellbeing_portal.learning.rules.progress import best_score, carried_over, is_done, passes, percent, progress
from wellbeing_portal.learning.rules.scoring import plain_word, read_answer, score
from wellbeing_portal.learning.rules.who import (
    can_author,
    can_edit_course,
    can_enrol,
    can_learn,
    can_look_after,
    can_record_completion,
    can_write_for,
    owners_for,
)

__all__ = [
    "PLACE",
    "Instrument",
    "Result",
    "Validity",
    "add_months",
    "best_score",
    "can_author",
    "can_edit_course",
    "can_enrol",
    "can_learn",
    "can_look_after",
    "can_record_completion",
    "can_write_for",
    "carried_over",
    "day_of",
    "due_at",
    "end_of",
    "in_a_whole",
    "is_done",
    "low_answers",
    "media_item",
    "media_keys",
    "needs_care",
    "next_try_at",
    "owners_for",
    "passes",
    "percent",
    "plain_word",
    "progress",
    "read_answer",
    "read_answers",
    "reflection_keys",
    "said",
    "score",
    "score_instrument",
    "shown_language",
    "to_parts",
    "tries_left",
    "valid_until",
]
