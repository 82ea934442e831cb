"""Pages of moderation."""

from wellbeing_portal.moderation.views.queue import (
    item_decide,
    item_page,
    item_release,
    item_take,
    opinion_ask,
    opinion_give,
    queue,
)
from wellbeing_portal.moderation.views.reports import receipt, report
from wellbeing_portal.moderation.views.statements import (
    appeal_list,
    appeal_page,
    my_cases,
    statement,
    statement_text,
)

__all__ = [
    "appeal_list",
    "appeal_page",
    "item_decide",
    "item_page",
    "item_release",
    "item_take",
    "my_cases",
    "opinion_ask",
    "opinion_give",
    "queue",
    "receipt",
    "report",
    "statement",
    "statement_text",
]
