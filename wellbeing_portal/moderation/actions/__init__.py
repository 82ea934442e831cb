"""Verbs of moderation."""

from wellbeing_portal.moderation.actions.appeals import appeal_decision, ask_again, decide_appeal, widen_appeals
from wellbeing_portal.moderation.actions.decisions import decide_item
from wellbeing_portal.moderation.actions.forgetting import forget_evidence
from wellbeing_portal.moderation.actions.hosts import put_down_host_act, take_back_host_act
from wellbeing_portal.moderation.actions.items import raise_item, settle_items
from wellbeing_portal.moderation.actions.keeping import add_contact, ask_first, remove_contact, set_hours
from wellbeing_portal.moderation.actions.queue import ask_opinion, give_opinion, read_evidence, release_item, take_item
from wellbeing_portal.moderation.actions.reports import ask_moderator, give_notice, report_thing
from wellbeing_portal.moderation.actions.shifts import begin_shift, end_shift
from wellbeing_portal.moderation.actions.unmasking import (
    answer_unmasking,
    ask_unmasking,
    hold_unmasking,
    see_unmasked,
)
from wellbeing_portal.moderation.actions.words import heed_words

__all__ = [
    "add_contact",
    "answer_unmasking",
    "appeal_decision",
    "ask_again",
    "ask_first",
    "ask_moderator",
    "ask_opinion",
    "ask_unmasking",
    "begin_shift",
    "decide_appeal",
    "decide_item",
    "end_shift",
    "forget_evidence",
    "give_notice",
    "give_opinion",
    "heed_words",
    "hold_unmasking",
    "put_down_host_act",
    "raise_item",
    "read_evidence",
    "release_item",
    "remove_contact",
    "report_thing",
    "see_unmasked",
    "set_hours",
    "settle_items",
    "take_back_host_act",
    "take_item",
    "widen_appeals",
]
