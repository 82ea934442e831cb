"""Verbs of courses."""

from wellbeing_portal.learning.actions.assessments import delete_response, delete_responses, take_assessment
from wellbeing_portal.learning.actions.attempts import expire_attempts, save_answer, start_attempt, submit_attempt
from wellbeing_portal.learning.actions.completing import (
    record_completion,
    tell_completion,
    tell_completions,
    void_completion,
)
from wellbeing_portal.learning.actions.deviations import allow_more
from wellbeing_portal.learning.actions.drafts import (
    discard_draft,
    edit_draft,
    forget_drafts,
    open_draft,
    publish_draft,
    restore_draft,
    start_course,
)
from wellbeing_portal.learning.actions.folders import load_course, write_folder, zipped
from wellbeing_portal.learning.actions.lessons import enrol, mark_done, mark_undone, move_to_current, open_lesson, renew
from wellbeing_portal.learning.actions.media import keep_files
from wellbeing_portal.learning.actions.private import delete_reflection, save_reflection
from wellbeing_portal.learning.actions.publishing import Published, archive_course, publish_course

__all__ = [
    "Published",
    "allow_more",
    "archive_course",
    "delete_reflection",
    "delete_response",
    "delete_responses",
    "discard_draft",
    "edit_draft",
    "enrol",
    "expire_attempts",
    "forget_drafts",
    "keep_files",
    "load_course",
    "mark_done",
    "mark_undone",
    "move_to_current",
    "open_draft",
    "open_lesson",
    "publish_course",
    "publish_draft",
    "record_completion",
    "renew",
    "restore_draft",
    "save_answer",
    "save_reflection",
    "start_attempt",
    "start_course",
    "submit_attempt",
    "take_assessment",
    "tell_completion",
    "tell_completions",
    "void_completion",
    "write_folder",
    "zipped",
]
