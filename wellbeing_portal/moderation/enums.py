"""The words of moderation."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Colour(models.IntegerChoices):
    """How soon somebody has to look. The higher, the sooner; a colour is raised and never lowered."""

    GREEN = 1, pgettext_lazy("colour of the queue", "green")
    AMBER = 2, pgettext_lazy("colour of the queue", "amber")
    RED = 3, pgettext_lazy("colour of the queue", "red")
    CRISIS = 4, pgettext_lazy("colour of the queue", "crisis")


# Within how long, in staffed hours, somebody has looked at it. Amber has a target of its own: where only the loud
# ones had one, replies to the middle fell (domain.md 1.2, Milne et al. 2019).
TARGETS = {
    Colour.CRISIS: datetime.timedelta(minutes=30),
    Colour.RED: datetime.timedelta(hours=2),
    Colour.AMBER: datetime.timedelta(hours=7),
    Colour.GREEN: datetime.timedelta(hours=21),
}


class Why(models.TextChoices):
    """How something came into the queue."""

    REPORT = "report", _("somebody reported it")
    WORDS = "words", _("the word list noticed it")
    HELD = "held", _("it waits to be let through")
    HELP = "help", _("somebody asks a host for help")
    HOST = "host", _("a host asks a moderator")


class Rule(models.TextChoices):
    """What a report says is wrong, and what a decision says was broken."""

    DANGER = "danger", _("somebody may be in danger")
    METHODS = "methods", _("tells how to harm oneself")
    THREAT = "threat", _("threatens or pressures somebody")
    PRIVACY = "privacy", _("tells who somebody is, or their contact details")
    HARASSMENT = "harassment", _("mocks, insults or follows somebody")
    HATE = "hate", _("hatred of a group of people")
    SEXUAL = "sexual", _("sexual messages or approaches")
    ILLEGAL = "illegal", _("breaks the law")
    SPAM = "spam", _("advertising, or moving people elsewhere")
    GROUP = "group", _("breaks the group's own rules")
    OTHER = "other", _("something else")


# The colour that a report begins with, by what it says is wrong.
COLOUR_OF = {
    Rule.DANGER: Colour.CRISIS,
    Rule.METHODS: Colour.RED,
    Rule.THREAT: Colour.RED,
    Rule.PRIVACY: Colour.AMBER,
    Rule.HARASSMENT: Colour.AMBER,
    Rule.HATE: Colour.AMBER,
    Rule.SEXUAL: Colour.AMBER,
    Rule.ILLEGAL: Colour.AMBER,
    Rule.SPAM: Colour.GREEN,
    Rule.GROUP: Colour.GREEN,
    Rule.OTHER: Colour.GREEN,
}


class How(models.TextChoices):
    """How an item left the queue."""

    DECIDED = "decided", _("decided here")
    LET_THROUGH = "let_through", _("let through by a host")
    DECLINED = "declined", _("not let through by a host")
    HANDLED = "handled", _("dealt with by a host")
    GONE = "gone", _("taken away by its writer")


class What(models.TextChoices):
    """What happened to an item."""

    OPENED = "opened", _("came into the queue")
    CAUSE = "cause", _("was brought up again")
    RAISED = "raised", _("got a more urgent colour")
    TAKEN = "taken", _("was taken")
    RELEASED = "released", _("was handed back")
    ASKED = "asked", _("a second opinion was asked for")
    OPINION = "opinion", _("a second opinion was given")
    HANDLED = "handled", _("was dealt with by a host")
    CLOSED = "closed", _("left the queue")
    APPEALED = "appealed", _("was appealed")
    WIDENED = "widened", _("was laid before others too, so that somebody answers")
    UPHELD = "upheld", _("the decision was upheld")
    OVERTURNED = "overturned", _("the decision was overturned")


class Verdict(models.TextChoices):
    """What a decision does."""

    NO_ACTION = "no_action", _("nothing is done")
    EDIT = "edit", _("the writer is asked to change it")
    HIDE = "hide", _("it is hidden")
    RESTRICT = "restrict", _("the writer may not write there for a while")
    REMOVE = "remove", _("the writer is taken out of the group")
    SUSPEND = "suspend", _("the writer may not write in any group for a while")


# How hosts take what waits for them out of the queue.
BY_HOSTS = frozenset({How.LET_THROUGH, How.DECLINED})
# What hosts do by themselves.
HOSTS_DO = frozenset({Verdict.HIDE, Verdict.RESTRICT, Verdict.REMOVE})
# Ways in that somebody gets an answer to, on a receipt of their own.
ANSWERED = frozenset({Why.REPORT, Why.HOST})
# Verdicts that last for a time that must be said.
TIMED = frozenset({Verdict.RESTRICT, Verdict.SUSPEND})
# The verb of the kind that a verdict needs; nothing and suspension need none.
VERB_OF = {Verdict.EDIT: "ask_edit", Verdict.HIDE: "hide", Verdict.RESTRICT: "restrict", Verdict.REMOVE: "remove"}
# At least six months, however long the months are (DSA article 20).
APPEAL_TIME = datetime.timedelta(days=184)
# How long at a stretch somebody looks after the queue; then a crisis is still theirs, and nothing new.
LONGEST_SHIFT = datetime.timedelta(hours=4)
# How long what was said is kept: after a decision that can be appealed for as long as that, else for a month.
EVIDENCE_KEPT = datetime.timedelta(days=30)
# Within how long an appeal is answered, on the calendar.
APPEAL_TARGET = datetime.timedelta(days=7)


class Circle(models.IntegerChoices):
    """Who may answer an appeal; it grows where nobody is left, or nobody answers in time, and never shrinks."""

    PLACE = 1, _("those who moderate there")
    PARTNERS = 2, _("the moderators of partner organisations")
    PORTAL = 3, _("the operators of the portal")


class Outcome(models.TextChoices):
    """What an appeal came to."""

    UPHELD = "upheld", _("the decision stays")
    OVERTURNED = "overturned", _("the decision is taken back")
