"""Verbs of moderation."""

from wellbeing_portal.moderation.actions.appeals import appeal_decision, decide_appeal
from wellbeing_portal.moderation.actions.decisions import decide_item
from wellbeing_portal.moderation.actions.items import raise_item, settle_items
from wellbeing_portal.moderation.actions.queue import ask_opinion, give_opinion, read_evidence, release_item, take_item
from wellbeing_portal.moderation.actions.reports import report_thing

__all__ = [
    "appeal_decision",
    "ask_opinion",
    "decide_appeal",
    "decide_item",
    "give_opinion",
    "raise_item",
    "read_evidence",
    "release_item",
    "report_thing",
    "settle_items",
    "take_item",
]
