"""Pages of courses for students."""

from skills.views.checks import check_keep, check_list, check_page
from skills.views.courses import course_list, course_newest, course_page, course_print, course_start
from skills.views.feedback import feedback_list, feedback_page, feedback_return
from skills.views.lessons import lesson_done, lesson_opened, lesson_page, lesson_undone, question_answer, text_keep
from skills.views.mine import my_courses, my_texts, text_delete
from skills.views.nudges import nudge_choose
from skills.views.own_checks import check_change, own_check_delete, own_checks, own_checks_delete
from skills.views.plan import plan_delete, plan_edit, plan_new, plan_page, plan_pause, plan_pause_all
from skills.views.shared import shared_list, shared_page, shared_withdraw, text_share
from skills.views.supporters import supporter_agree, supporter_end, supporter_list

__all__ = [
    "check_change",
    "check_keep",
    "check_list",
    "check_page",
    "course_list",
    "course_newest",
    "course_page",
    "course_print",
    "course_start",
    "feedback_list",
    "feedback_page",
    "feedback_return",
    "lesson_done",
    "lesson_opened",
    "lesson_page",
    "lesson_undone",
    "my_courses",
    "my_texts",
    "nudge_choose",
    "own_check_delete",
    "own_checks",
    "own_checks_delete",
    "plan_delete",
    "plan_edit",
    "plan_new",
    "plan_page",
    "plan_pause",
    "plan_pause_all",
    "question_answer",
    "shared_list",
    "shared_page",
    "shared_withdraw",
    "supporter_agree",
    "supporter_end",
    "supporter_list",
    "text_delete",
    "text_keep",
    "text_share",
]
