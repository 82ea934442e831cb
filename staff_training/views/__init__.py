"""Pages of the room of staff."""

from staff_training.views.asking import (
    requirement_begin,
    requirement_csv,
    requirement_end,
    requirement_list,
    requirement_new,
    requirement_page,
)
from staff_training.views.checks import attempt_page, check_page, practice_answer
from staff_training.views.lessons import course_begin, course_page, lesson_done, lesson_page, text_keep, training_list

__all__ = [
    "attempt_page",
    "check_page",
    "course_begin",
    "course_page",
    "lesson_done",
    "lesson_page",
    "practice_answer",
    "requirement_begin",
    "requirement_csv",
    "requirement_end",
    "requirement_list",
    "requirement_new",
    "requirement_page",
    "text_keep",
    "training_list",
]
