"""Reads of courses, shaped for pages."""

from wellbeing_portal.learning.queries.catalogue import Card, Wish, catalogue, course_for, my_courses
from wellbeing_portal.learning.queries.checks import CheckPage, attempt_for, check_page, review_of, sheet_of
from wellbeing_portal.learning.queries.folders import Mistake, Reading, course_folders, document_named, read_folder
from wellbeing_portal.learning.queries.instruments import (
    Kept,
    instruments,
    kept_responses,
    load_instruments,
    read_instrument,
    response_for,
)
from wellbeing_portal.learning.queries.media import (
    Shown,
    media_contents,
    media_file_for,
    media_in_parts,
)
from wellbeing_portal.learning.queries.outline import (
    LessonLine,
    LessonPage,
    Outline,
    carried_over,
    lesson_page,
    outline_of,
)
from wellbeing_portal.learning.queries.printing import Sheet, Whole, whole_course
from wellbeing_portal.learning.queries.private import reflection_for, reflections_of
from wellbeing_portal.learning.queries.progress import (
    Progress,
    completions_of,
    latest_enrolments,
    progress_of,
    valid_completion,
)
from wellbeing_portal.learning.queries.questions import Asked, Verdict, practice_question, practice_verdict

__all__ = [
    "Asked",
    "Card",
    "CheckPage",
    "Kept",
    "LessonLine",
    "LessonPage",
    "Mistake",
    "Outline",
    "Progress",
    "Reading",
    "Sheet",
    "Shown",
    "Verdict",
    "Whole",
    "Wish",
    "attempt_for",
    "carried_over",
    "catalogue",
    "check_page",
    "completions_of",
    "course_folders",
    "course_for",
    "document_named",
    "instruments",
    "kept_responses",
    "latest_enrolments",
    "lesson_page",
    "load_instruments",
    "media_contents",
    "media_file_for",
    "media_in_parts",
    "my_courses",
    "outline_of",
    "practice_question",
    "practice_verdict",
    "progress_of",
    "read_folder",
    "read_instrument",
    "reflection_for",
    "reflections_of",
    "response_for",
    "review_of",
    "sheet_of",
    "valid_completion",
    "whole_course",
]
