"""What hosts fill in about the rhythm of their group."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from communities.enums import Review
from communities.models import Group
from wellbeing_portal.kernel.forms import PortalForm, TextField

NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class RhythmForm(PortalForm):
    """Whose posts wait, when the group is open, and the welcome in each language that is spoken there."""

    review = forms.ChoiceField(
        label=_("Whose posts does a host read before the group sees them?"),
        help_text=_("Hosts and trusted members never wait for that."),
        choices=Review,
        widget=forms.RadioSelect,
    )
    review_posts = forms.IntegerField(
        label=_("How many first posts of a new member wait"), min_value=0, max_value=20, required=False
    )
    review_days = forms.IntegerField(
        label=_("For how many first days all posts of a new member wait"), min_value=0, max_value=60, required=False
    )
    trust_after = forms.IntegerField(
        label=_("After how many posts let through a member is trusted"),
        help_text=_("0 means that only a host makes somebody trusted."),
        min_value=0,
        max_value=50,
        required=False,
    )
    asks_mood = forms.BooleanField(
        label=_("Ask the members each week how they are"),
        help_text=_(
            "Five faces, without names. What the group answered is told when the week is over, from five answers on."
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for day, name in WEEKDAYS.items():
            self.fields[f"opens_{day}"] = _clock(_("%(day)s, from") % {"day": name})
            self.fields[f"closes_{day}"] = _clock(_("%(day)s, until") % {"day": name})
        for code in group.languages:
            self.fields[f"welcome_{code}"] = TextField(
                label=_("Welcome in %(language)s") % {"language": NAMES[code]},
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        self.initial = {**self._as_it_is(), **self.initial}

    def _as_it_is(self) -> dict[str, Any]:
        names = ("review", "review_posts", "review_days", "trust_after", "asks_mood", "version")
        found = {name: getattr(self.group, name) for name in names}
        for day, opens, closes in self.group.hours:
            found |= {f"opens_{day}": opens, f"closes_{day}": closes}
        return found | {f"welcome_{code}": getattr(self.group, f"welcome_{code}") for code in self.group.languages}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for day in WEEKDAYS:
            opens, closes = data.get(f"opens_{day}"), data.get(f"closes_{day}")
            if (opens is None) != (closes is None):
                missing = "opens" if opens is None else "closes"
                if f"{missing}_{day}" not in self.errors:
                    self.add_error(f"{missing}_{day}", _("Give both hours, or leave both empty."))
            elif opens is not None and f"{closes:%H:%M}" != "00:00" and closes <= opens:
                self.add_error(f"closes_{day}", _("The end comes after the beginning. 00:00 is midnight."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action takes. A number that is left empty stays as it is."""
        data = self.cleaned_data
        numbers = ("review_posts", "review_days", "trust_after")
        hours = [
            [day, f"{data[f'opens_{day}']:%H:%M}", f"{data[f'closes_{day}']:%H:%M}"]
            for day in WEEKDAYS
            if data[f"opens_{day}"] is not None
        ]
        return {
            "review": data["review"],
            **{name: getattr(self.group, name) if data[name] is None else data[name] for name in numbers},
            "hours": hours,
            "asks_mood": data["asks_mood"],
            **{f"welcome_{code}": data[f"welcome_{code}"] for code in self.group.languages},
        }

    def days(self) -> list[dict[str, Any]]:
        """For the page: one row for each day of the week."""
        return [
            {"name": name, "opens": self[f"opens_{day}"], "closes": self[f"closes_{day}"]}
            for day, name in WEEKDAYS.items()
        ]

    def welcomes(self) -> list[Any]:
        """The texts of welcome, the reader's own language first."""
        own = get_language()
        return [self[f"welcome_{code}"] for code in sorted(self.group.languages, key=lambda code: code != own)]
