"""The words of courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CourseKind(models.TextChoices):
    STUDENT = "student", pgettext_lazy("course", "for students")
    STAFF = "staff", pgettext_lazy("course", "for staff")


class CourseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("course", "open")
    ARCHIVED = "archived", pgettext_lazy("course", "archived")


class Level(models.TextChoices):
    BASIC = "basic", pgettext_lazy("course", "basics")
    DEEPER = "deeper", pgettext_lazy("course", "deeper")


class Topic(models.TextChoices):
    STUDYING = "studying", pgettext_lazy("course topic", "studying")
    TIME = "time", pgettext_lazy("course topic", "use of time")
    ONLINE = "online", pgettext_lazy("course topic", "studying online")
    LIFE = "life", pgettext_lazy("course topic", "everyday life")
    SLEEP = "sleep", pgettext_lazy("course topic", "sleep")
    RECOVERY = "recovery", pgettext_lazy("course topic", "recovery")
    WORKING_LIFE = "working_life", pgettext_lazy("course topic", "working life")
    LIFELONG = "lifelong", pgettext_lazy("course topic", "lifelong learning")
    BELONGING = "belonging", pgettext_lazy("course topic", "belonging")
    HELP = "help", pgettext_lazy("course topic", "asking for help")
    WELLBEING = "wellbeing", pgettext_lazy("course topic", "wellbeing")
    ACCESSIBILITY = "accessibility", pgettext_lazy("course topic", "accessibility")
    GUIDANCE = "guidance", pgettext_lazy("course topic", "guidance")
    MODERATION = "moderation", pgettext_lazy("course topic", "moderation")


class DoneRule(models.TextChoices):
    """When a lesson is done: the reader says so, its check is passed, or its reflection is written."""

    MARKED = "marked"
    PASSED = "passed"
    SUBMITTED = "submitted"


class QuestionType(models.TextChoices):
    SINGLE = "single", _("Choose one")
    MULTIPLE = "multiple", _("Choose all that fit")
    TRUEFALSE = "truefalse", _("True or false")
    ORDERING = "ordering", _("Put in order")
    MATCHING = "matching", _("Match the pairs")
    SHORT = "short", _("Write a word or two")
    NUMERIC = "numeric", _("Write a number")


class Use(models.TextChoices):
    """Practice is answered at once and kept nowhere; a check is scored on the server, in attempts."""

    PRACTICE = "practice"
    CHECK = "check"


class Feedback(models.TextChoices):
    """When the right answers and explanations of a check leave the server."""

    PASSED = "passed"
    SUBMITTED = "submitted"


class Source(models.TextChoices):
    """How somebody came into a course."""

    SELF = "self"
    ASSIGNED = "assigned"
    LTI = "lti"
    IMPORT = "import"


class How(models.TextChoices):
    """How a lesson came to be done."""

    MARKED = "marked"
    PASSED = "passed"
    SUBMITTED = "submitted"


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


class ExpiryBase(models.TextChoices):
    """From what the validity of a renewed completion counts."""

    COMPLETION = "completion", pgettext_lazy("validity counts from", "the completion")
    PREVIOUS = "previous", pgettext_lazy("validity counts from", "the end of the previous one")
    FIXED = "fixed", pgettext_lazy("validity counts from", "a fixed day of the year")


class Block(models.TextChoices):
    """What can be fenced off in the body of a lesson."""

    EXAMPLE = "example"
    EXERCISE = "exercise"
    REFLECTION = "reflection"
    SUPPORT = "support"
    TAKEAWAY = "takeaway"
    SOURCE = "source"


class Method(models.TextChoices):
    """How the answers of a dimension become one number."""

    SUM = "sum"
    MEAN = "mean"
