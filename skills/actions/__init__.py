"""What readers of courses do."""

from skills.actions.guided import (
    give_feedback,
    hide_shared,
    note_reading,
    return_orphans,
    return_text,
    share_text,
    withdraw_text,
)
from skills.actions.learners import finish_lesson, keep_reflection, start_course
from skills.actions.nudges import choose_nudges, nudge_all
from skills.actions.plan import change_plan, pause_plan, plan, remind_ahead, remove_plan
from skills.actions.supporters import agree_to_support, end_supporter, name_supporter

__all__ = [
    "agree_to_support",
    "change_plan",
    "choose_nudges",
    "end_supporter",
    "finish_lesson",
    "give_feedback",
    "hide_shared",
    "keep_reflection",
    "name_supporter",
    "note_reading",
    "nudge_all",
    "pause_plan",
    "plan",
    "remind_ahead",
    "remove_plan",
    "return_orphans",
    "return_text",
    "share_text",
    "start_course",
    "withdraw_text",
]
