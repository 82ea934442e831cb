"""Pages of the room of staff."""

from staff_training.views.asking import (
    requirement_begin,
    requirement_edit,
    requirement_end,
    requirement_list,
    requirement_new,
    requirement_page,
)
from staff_training.views.checks import attempt_page, check_page, practice_answer
from staff_training.views.lessons import (
    course_begin,
    course_page,
    course_print,
    lesson_done,
    lesson_page,
    text_keep,
    training_list,
)
from staff_training.views.people import (
    colleague_list,
    colleague_record,
    person_exempt,
    person_exemption_end,
    person_page,
    person_take_back,
)
from staff_training.views.tables import requirement_csv, requirement_xlsx

__all__ = [
    "attempt_page",
    "check_page",
    "colleague_list",
    "colleague_record",
    "course_begin",
    "course_page",
    "course_print",
    "lesson_done",
    "lesson_page",
    "person_exempt",
    "person_exemption_end",
    "person_page",
    "person_take_back",
    "practice_answer",
    "requirement_begin",
    "requirement_csv",
    "requirement_edit",
    "requirement_end",
    "requirement_list",
    "requirement_new",
    "requirement_page",
    "requirement_xlsx",
    "text_keep",
    "training_list",
]
