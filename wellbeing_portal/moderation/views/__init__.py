"""Pages of moderation."""

from wellbeing_portal.moderation.views.figures import transparency, transparency_csv
from wellbeing_portal.moderation.views.keeping import contact_add, contact_change, duty, hours_set, shift
from wellbeing_portal.moderation.views.public import notice, notice_receipt
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
from wellbeing_portal.moderation.views.unmasking import (
    unmasking_answer,
    unmasking_ask,
    unmasking_hold,
    unmasking_list,
    unmasking_page,
    unmasking_show,
    unmasking_told,
)

__all__ = [
    "appeal_list",
    "appeal_page",
    "contact_add",
    "contact_change",
    "duty",
    "hours_set",
    "item_decide",
    "item_page",
    "item_release",
    "item_take",
    "my_cases",
    "notice",
    "notice_receipt",
    "opinion_ask",
    "opinion_give",
    "queue",
    "receipt",
    "report",
    "shift",
    "statement",
    "statement_text",
    "transparency",
    "transparency_csv",
    "unmasking_answer",
    "unmasking_ask",
    "unmasking_hold",
    "unmasking_list",
    "unmasking_page",
    "unmasking_show",
    "unmasking_told",
]
