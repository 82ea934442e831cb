"""Marks that views carry, names that sessions keep, and words for what the trail tells."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

# In the session: the slug of the institution somebody with several acts for now.
PLACE = "place"
# In the session: the page a role holder was on the way to when a second factor was asked for.
CAME_FOR = "came_for"


def for_role_holders(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as a room of guides, moderators, coordinators, managers or operators."""
    view.for_role_holders = True
    return view


# What the trail calls things here. Every app may have a TRAIL in its registry.py: action -> words for the person
# whose data it is. An action without words is told in general ones.
TRAIL = {
    "change_profile": _("Your profile was changed"),
    "end_session": _("A device of yours was signed out"),
    "grant_membership": _("You got a role, or its last day changed"),
    "end_membership": _("A role of yours was ended"),
    "accept_invitation": _("An invitation was accepted"),
    "read_people": _("Your name and address were seen in the list of people"),
}


@lru_cache(maxsize=1)
def trail_words() -> dict[str, Any]:
    """The words of every app, gathered from the TRAIL of each registry."""
    words: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "registry"):
            words |= getattr(import_module(f"{app.name}.registry"), "TRAIL", {})
    return words


def words_of(action: str) -> Any:
    """What to call an action, in the reader's language."""
    seen = _("Something about you was seen") if action.startswith("read_") else _("Something about you was changed")
    return trail_words().get(action, seen)
