"""What the pages of the front door are told: rows of several rooms, gathered."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communities import queries as communities
from communities.enums import MemberState
from skills import queries as skills
from wellbeing_portal.front.forms import SampleForm
from wellbeing_portal.institutions import queries as institutions
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of

SHOWN_GROUPS = 5


def front(user: Any) -> dict[str, Any]:
    """The front page, signed out."""
    return {"groups": communities.groups_for(user)[:3], "partners": institutions.partners()}


def greeting(hour: int, name: str) -> str:
    """By the hour of the day, with the first name of those who have given one."""
    if 5 <= hour < 10:
        return _("Good morning, %(name)s.") % {"name": name} if name else _("Good morning.")
    if 10 <= hour < 17:
        return _("Good day, %(name)s.") % {"name": name} if name else _("Good day.")
    if 17 <= hour < 23:
        return _("Good evening, %(name)s.") % {"name": name} if name else _("Good evening.")
    return _("You are up late, %(name)s.") % {"name": name} if name else _("You are up late.")


def home(user: Any) -> dict[str, Any]:
    """The home page, signed in: what waits, what is new, one suggestion."""
    hour = timezone.localtime().hour
    standing = standing_of(user)
    mine = communities.my_groups(user, SHOWN_GROUPS + 1)
    waiting = communities.waiting_for(user)
    answered = [member for member in waiting.mine if member.state != MemberState.REQUESTED]
    asked = [member for member in waiting.mine if member.state == MemberState.REQUESTED]
    to_answer = (waiting.requests_to_answer, waiting.proposals_to_answer, waiting.posts_to_read)
    things = len(answered) + sum(map(bool, to_answer))
    liveliest = next((member for member in mine if member.new_posts), None)
    return {
        "greeting": greeting(hour, user.name.split()[0] if user.name.strip() else ""),
        "is_night": not 5 <= hour < 23,
        "groups": mine[:SHOWN_GROUPS],
        "has_more": len(mine) > SHOWN_GROUPS,
        "waiting": waiting,
        "answered": answered,
        "asked": asked,
        "things": things,
        # The one next thing: what others wait for goes first, then the group where something is new.
        "liveliest": liveliest,
        "meetup": communities.my_next_meetup(user, timezone.now()),
        "course": skills.go_on_with(user, get_language()),
        "planned": skills.next_turn(user, get_language()),
        "keeps": standing.has_role(Role.MODERATOR, Role.COORDINATOR),
        "is_student": standing.is_student,
        "suggestion": communities.suggested_group(user) if standing.is_student else None,
    }


def components() -> dict[str, Any]:
    """The component page: a form before and after it was sent, and pages of a list."""
    numbers: Page = Paginator(range(60), 20).get_page(2)
    return {
        "form": SampleForm(prefix="new"),
        "failed": SampleForm({"sent-story": "x" * 501, "sent-kind": "none"}, prefix="sent"),
        "locked": SampleForm(prefix="locked", locked=True),
        "numbers": numbers,
        "now": timezone.now(),
        "seeds": [f"seed {number}" for number in range(24)],
        "partners": institutions.partners(),
    }
