"""What is kept when something is reported, looked at and decided."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.keeping import WITH_THE_ACCOUNT, Rows, chapter, holds_nobody
from wellbeing_portal.moderation.enums import ANSWERED, Verdict
from wellbeing_portal.moderation.models import (
    Appeal,
    Cause,
    Debrief,
    Decision,
    Duty,
    Event,
    Evidence,
    Item,
    Shift,
    StaffedHours,
    Suspension,
    Unmasking,
)

PROTECTED = _(
    "Who reported something, and the work of those who look at it, is in nobody's copy. "
    "What was decided about you is in yours."
)
cases = chapter("moderation", _("Reports and decisions"))
cases.keeps(
    Rows(
        Cause,
        personal=("by", "note", "who", "address", "language"),
        owner="by",
        only=Q(why__in=ANSWERED),
        shows=("public_id", "rule", "note", "made_at"),
    ),
    what=_("What you have reported, in your words. Who reported is shown to nobody"),
    why=_("So that somebody can look at it and answer you. Whoever reports without signing in may leave an address."),
    kept=_(
        "Your words, your name and your address for 30 days after the case is closed; "
        "about six months if it can be appealed. That there was a report is kept."
    ),
)
cases.keeps(
    Rows(Item, personal=("author", "assignee"), withheld=PROTECTED),
    Rows(Evidence, personal=("said", "pen_name"), withheld=PROTECTED),
    Rows(Event, personal=("actor", "note"), withheld=PROTECTED),
    what=_("What you wrote, if it was reported, and what those who look at it noted"),
    why=_("So that people can feel safe in groups, and so that somebody decides with the text before them."),
    kept=_(
        "The text and the notes for 30 days after the case is closed; about six months if it can be appealed. "
        "That there was a case is kept."
    ),
)
cases.keeps(
    Rows(
        Decision,
        personal=("decider", "facts", "answer", "verdict"),
        owner="item__author",
        only=~Q(verdict=Verdict.NO_ACTION),
        shows=("verdict", "hides", "rule", "facts", "until", "decided_at", "ended_at"),
    ),
    Rows(
        Appeal,
        personal=("by", "first_decider", "decider", "says", "reason"),
        owner="by",
        shows=("says", "made_at", "outcome", "reason", "decided_at"),
    ),
    Rows(
        Suspension,
        personal=("user", "since", "until", "ended_at"),
        owner="user",
        shows=("place__slug", "since", "until", "ended_at"),
    ),
    what=_("What was decided about what you wrote, with the reasons, and your appeals"),
    why=_("So that you can read why, and ask for a second look. The law asks us to give reasons."),
    kept=WITH_THE_ACCOUNT,
)
cases.keeps(
    Rows(
        Unmasking,
        personal=("asked_by", "answered_by", "hold_by", "reason", "answer", "hold_reason"),
        withheld=_("Requests to know who somebody is are not in your copy. If one is granted, you are told of it."),
    ),
    what=_("That somebody asked who is behind a pseudonym, why, and who answered"),
    why=_("So that it happens only for a reason, by two people in different roles, and never in secret for long."),
    kept=_("It is kept for good, as a record of who looked."),
)
cases.keeps(
    Rows(Duty, personal=("person", "order"), owner="person", shows=("place__slug", "order")),
    Rows(
        Shift,
        personal=("person", "began_at", "ended_at", "handover"),
        owner="person",
        shows=("place__slug", "began_at", "ended_at"),
        withheld=PROTECTED,
    ),
    Rows(Debrief, personal=("person", "says", "at"), owner="person", shows=("says", "at")),
    what=_("Of those who moderate: duties, shifts, and what they wrote for themselves"),
    why=_("So that somebody is there, and so that those who read hard things can put them down somewhere."),
    kept=WITH_THE_ACCOUNT,
)
holds_nobody(StaffedHours)
