"""Verbs of training."""

from staff_training.actions.awards import ask_missing_awards, completed, voided
from staff_training.actions.learners import begin_course
from staff_training.actions.people import end_exemption, exempt_person, record_learned, record_reading, take_back
from staff_training.actions.reminding import remind_all, remind_of
from staff_training.actions.requirements import (
    ask_together,
    begin_requirement,
    begin_together,
    change_draft,
    change_requirement,
    end_requirement,
    save_requirement,
)
from staff_training.actions.running import run_all, run_requirement

__all__ = [
    "ask_missing_awards",
    "ask_together",
    "begin_course",
    "begin_requirement",
    "begin_together",
    "change_draft",
    "change_requirement",
    "completed",
    "end_exemption",
    "end_requirement",
    "exempt_person",
    "record_learned",
    "record_reading",
    "remind_all",
    "remind_of",
    "run_all",
    "run_requirement",
    "save_requirement",
    "take_back",
    "voided",
]
