"""The words of peer groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """Forms of peer work; the first three are the kinds of Pointon-Haas et al. 2023."""

    SUPPORT = "support", _("peer support")
    MENTORING = "mentoring", _("peer mentoring")
    LEARNING = "learning", _("peer learning")
    INTEREST = "interest", _("doing things together")


class Theme(models.TextChoices):
    """What a group is about, in a student's words."""

    LONELINESS = "loneliness", _("loneliness and belonging")
    STUDIES = "studies", _("studies that are stuck")
    STRESS = "stress", _("stress and coping")
    SLEEP = "sleep", _("sleep and recovery")
    MOOD = "mood", _("mood and worry")
    NEW_TOWN = "new_town", _("a new town or country")
    ONLINE = "online", _("studying online")
    THESIS = "thesis", _("thesis and graduating")
    WORK = "work", _("work and practical training")
    MONEY = "money", _("money and housing")
    FAMILY = "family", _("family and relationships")
    BODY = "body", _("health and accessibility")


class Place(models.TextChoices):
    ONLINE = "online", pgettext_lazy("where a group meets", "online")
    CAMPUS = "campus", pgettext_lazy("where a group meets", "on campus")
    BOTH = "both", pgettext_lazy("where a group meets", "online and on campus")


class JoinPolicy(models.TextChoices):
    OPEN = "open", _("open to join")
    REQUEST = "request", _("by request")
    INVITATION = "invitation", _("by invitation")


class GroupState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("group", "proposed")
    DECLINED = "declined", pgettext_lazy("group", "proposal declined")
    DRAFT = "draft", pgettext_lazy("group", "draft")
    OPEN = "open", pgettext_lazy("group", "open")
    RESTING = "resting", pgettext_lazy("group", "resting")
    CLOSED = "closed", pgettext_lazy("group", "closed")


class MemberState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("member", "waiting for an answer")
    ACTIVE = "active", pgettext_lazy("member", "member")
    DECLINED = "declined", pgettext_lazy("member", "declined")
    LEFT = "left", pgettext_lazy("member", "left")
    REMOVED = "removed", pgettext_lazy("member", "removed")


class Review(models.TextChoices):
    """Whose posts a host reads before the group does; hosts and trusted members never wait for that."""

    NOBODY = "nobody", pgettext_lazy("whose posts wait for a host", "nobody's")
    NEW = "new", pgettext_lazy("whose posts wait for a host", "those of new members")
    ALL = "all", pgettext_lazy("whose posts wait for a host", "those of everybody who is not trusted yet")


class HeldWhy(models.TextChoices):
    """Why a post waits for a host, as its writer is told."""

    NEW = "new", _("The first posts of a new member are read by a host before the group sees them.")
    SENSITIVE = "sensitive", _("In this group a host reads posts before the others see them.")
    HOURS = "hours", _("The group was not open for writing at this hour.")


class Sort(models.TextChoices):
    LIVELY = "lively", pgettext_lazy("order of groups", "liveliest first")
    NEWEST = "newest", pgettext_lazy("order of groups", "newest first")
    ROOM = "room", pgettext_lazy("order of groups", "most room first")


class Door(models.TextChoices):
    """How a group stands to one person: what they can do to come in, or why they cannot."""

    SIGN_IN = "sign_in", "sign in first"
    MEMBER = "member", "inside already"
    JOIN = "join", "come in"
    ASK = "ask", "ask the hosts"
    WAITING = "waiting", "the hosts have not answered yet"
    DECLINED = "declined", "the hosts said no lately"
    REMOVED = "removed", "taken out of the group"
    FULL = "full", "no room"
    INVITATION = "invitation", "by invitation only"
    SHUT = "shut", "nobody comes in now"
    SUSPENDED = "suspended", "the person may not join groups for a while"


class ReactionKind(models.TextChoices):
    """Small signs of support; a fixed set, on posts and never on people."""

    HEARD = "heard", _("I hear you")
    SAME = "same", _("Same here")
    THANKS = "thanks", _("Thank you")
    STRENGTH = "strength", _("Wishing you strength")


class MeetupState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meet-up", "planned")
    CANCELLED = "cancelled", pgettext_lazy("meet-up", "cancelled")


class News(models.TextChoices):
    """What is new of a meet-up; those who come are told in whole sentences."""

    WHEN = "when"
    WHERE = "where"
    BOTH = "both"
    AGAIN = "again"


class GuestState(models.TextChoices):
    """coming; or waiting → offered (a seat is held for an answer) → coming, or lapsed; gone: not coming after all."""

    COMING = "coming", pgettext_lazy("guest", "coming")
    WAITING = "waiting", pgettext_lazy("guest", "waiting for a seat")
    OFFERED = "offered", pgettext_lazy("guest", "a seat is offered")
    LAPSED = "lapsed", pgettext_lazy("guest", "did not answer in time")
    GONE = "gone", pgettext_lazy("guest", "not coming")


# Who has a seat, and whom a change concerns.
SEATED = (GuestState.COMING, GuestState.OFFERED)
CONCERNED = (*SEATED, GuestState.WAITING)


class RemindMe(models.TextChoices):
    DAY = "day", pgettext_lazy("reminder", "the day before, at 16")
    HOUR = "hour", pgettext_lazy("reminder", "an hour before")
    NONE = "none", pgettext_lazy("reminder", "no reminder")


class Repeat(models.TextChoices):
    """How often a meet-up is held; the rule itself follows from its first day."""

    WEEKLY = "weekly", pgettext_lazy("meet-up", "every week")
    FORTNIGHT = "fortnight", pgettext_lazy("meet-up", "every second week")
    MONTHLY = "monthly", pgettext_lazy("meet-up", "every month, on the same weekday")


class Scope(models.TextChoices):
    """Which days of a repeating meet-up a change is for."""

    ONE = "one", pgettext_lazy("meet-up", "only this day")
    FOLLOWING = "following", pgettext_lazy("meet-up", "this day and all after it")


# --- theme chats


class ChatState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("chat", "planned")
    OPEN = "open", pgettext_lazy("chat", "open now")
    CLOSING = "closing", pgettext_lazy("chat", "closing soon")
    CLOSED = "closed", pgettext_lazy("chat", "closed")


class ChatEnd(models.TextChoices):
    """Why a chat is closed."""

    TIME = "time", "its time was over"
    NO_HOST = "no_host", "no host was there"
    BY_HOST = "by_host", "a host closed it"
    MISSED = "missed", "no host came"
    OFF = "off", "called off"


class Told(models.TextChoices):
    """To whom something is said in a chat."""

    ALL = "all", "everybody"
    HOSTS = "hosts", "the hosts"
    ONE = "one", "one person, by a host"


class HeldFor(models.TextChoices):
    """Why a message waits for a host."""

    FIRST = "first", "a first message"
    WORDS = "words", "words that tell of distress"
    ALL = "all", "everything waits for now"


class Face(models.IntegerChoices):
    """How somebody is, in five words of everyday; a group's weekly question, never a score of a person."""

    HARD = 1, pgettext_lazy("how are you", "it is hard")
    HEAVY = 2, pgettext_lazy("how are you", "a bit heavy")
    SO_SO = 3, pgettext_lazy("how are you", "so-so")
    FINE = 4, pgettext_lazy("how are you", "quite fine")
    WELL = 5, pgettext_lazy("how are you", "well")


class Share(models.TextChoices):
    """How many of a group chose a face, as coarsely as it is told."""

    MOST = "most", pgettext_lazy("how many of a group", "more than half")
    SOME = "some", pgettext_lazy("how many of a group", "some")
    FEW = "few", pgettext_lazy("how many of a group", "few or nobody")
