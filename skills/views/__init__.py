"""Pages of courses for students."""

from skills.views.courses import course_list, course_newest, course_page, course_start
from skills.views.lessons import lesson_done, lesson_opened, lesson_page, lesson_undone, question_answer, text_keep
from skills.views.mine import my_courses, my_texts, text_delete
from skills.views.nudges import nudge_choose
from skills.views.plan import plan_delete, plan_edit, plan_new, plan_page, plan_pause, plan_pause_all

__all__ = [
    "course_list",
    "course_newest",
    "course_page",
    "course_start",
    "lesson_done",
    "lesson_opened",
    "lesson_page",
    "lesson_undone",
    "my_courses",
    "my_texts",
    "nudge_choose",
    "plan_delete",
    "plan_edit",
    "plan_new",
    "plan_page",
    "plan_pause",
    "plan_pause_all",
    "question_answer",
    "text_delete",
    "text_keep",
]
