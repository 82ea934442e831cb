"""What readers of courses do."""

from skills.actions.learners import finish_lesson, keep_reflection, start_course
from skills.actions.nudges import choose_nudges, nudge_all
from skills.actions.plan import change_plan, pause_plan, plan, remind_ahead, remove_plan

__all__ = [
    "change_plan",
    "choose_nudges",
    "finish_lesson",
    "keep_reflection",
    "nudge_all",
    "pause_plan",
    "plan",
    "remind_ahead",
    "remove_plan",
    "start_course",
]
