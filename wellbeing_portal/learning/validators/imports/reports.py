"""What became of each thing in a package from elsewhere, for whoever goes on writing."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    TAKEN = "taken", _("Taken")
    CHANGED = "changed", _("Changed")
    LEFT_OUT = "left_out", _("Left out")
    MISSING = "missing", _("Missing in the package")


class Reason(TextChoices):
    """Why something is not as it was; empty for what was taken whole."""

    AS_IT_WAS = "", ""
    LOOK = "look", _("Colours, sizes and scripts are gone; the text is as it was.")
    FRAME = "frame", _("Something shown from another site became a link.")
    NO_ALT = "no_alt", _("A picture has no description: write one before publishing.")
    PICTURE = "picture", _("The picture came along, drawn anew, and stands on a line of its own.")
    NO_PICTURE = "no_picture", _("It cannot be shown here: SVG drawings, moving and broken pictures stay out.")
    LOST_LINK = "lost_link", _("A link led into the other system and is gone; its text stays.")
    DEEPER = "deeper", _("It lay deeper than a course here goes and moved up.")
    DISCUSSION = "discussion", _("A discussion became a question to write about in private.")
    UNSCORED = "unscored", _("A question with a free answer became a question to write about in private.")
    BLOCK = "block", _("A block of a kind that is not known here became plain text.")
    KIND = "kind", _("Nothing here does what this does.")
    TOOL = "tool", _("An outside tool; link to it from a lesson if it is still needed.")
    VENDOR = "vendor", _("Settings of the other system.")
    UNUSED = "unused", _("Nothing in the outline leads here.")
    TEACHERS = "teachers", _("A note for teachers, which learners do not see.")
    NOT_THERE = "not_there", _("The package names it and does not hold it.")
    BROKEN = "broken", _("It cannot be read.")


@dataclass(frozen=True)
class Line:
    fate: Fate
    what: str
    why: Reason = Reason.AS_IT_WAS


@dataclass
class Import:
    """A course folder made from something else, and the report of it."""

    slug: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    report: list[Line] = field(default_factory=list)

    def say(self, fate: Fate, what: str, why: Reason = Reason.AS_IT_WAS) -> None:
        """Put a line in the report; the same line once."""
        line = Line(fate, what, why)
        if line not in self.report:
            self.report.append(line)
