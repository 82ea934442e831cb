"""Verbs of notices and e-mails: say, remind, plan letters, hand over, choose, and keep the clockwork going."""

from wellbeing_portal.notifications.actions.bounces import take_bounces
from wellbeing_portal.notifications.actions.choices import (
    ask_again,
    change_wishes,
    choose_kind,
    keep_choices,
    leave_list,
    mark_all_read,
    mark_read,
    mark_read_about,
    mute,
    pause,
    unmute,
)
from wellbeing_portal.notifications.actions.clockwork import beat, forget_old, settle_in, tick
from wellbeing_portal.notifications.actions.leaving import list_of
from wellbeing_portal.notifications.actions.letters import plan_letters
from wellbeing_portal.notifications.actions.posting import deliver_due, reclaim
from wellbeing_portal.notifications.actions.reminders import call_off, fire_due, remind
from wellbeing_portal.notifications.actions.telling import tell

__all__ = [
    "ask_again",
    "beat",
    "call_off",
    "change_wishes",
    "choose_kind",
    "deliver_due",
    "fire_due",
    "forget_old",
    "keep_choices",
    "leave_list",
    "list_of",
    "mark_all_read",
    "mark_read",
    "mark_read_about",
    "mute",
    "pause",
    "plan_letters",
    "reclaim",
    "remind",
    "settle_in",
    "take_bounces",
    "tell",
    "tick",
    "unmute",
]
