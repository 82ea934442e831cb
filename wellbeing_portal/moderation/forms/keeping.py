"""What people fill in about contacts, hours and shifts."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.notifications.enums import Weekday


class ContactForm(PortalForm):
    """``people`` are those who moderate at the place and are not on the list."""

    person = forms.ChoiceField(label=gettext_lazy("Who is on duty?"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        self.fields["person"].choices = [(key, one.name or one.email) for key, one in self.people.items()]

    def clean_person(self) -> User:
        return self.people[self.cleaned_data["person"]]


class HoursForm(PortalForm):
    """One stretch for each weekday; an empty day has nobody there."""

    def __init__(self, *args: Any, hours: list[tuple[int, datetime.time, datetime.time]], **kwargs: Any) -> None:
        known = {day: (opens, closes) for day, opens, closes in hours}
        super().__init__(*args, **kwargs)
        for day in Weekday:
            for place, (name, words) in enumerate((("opens", gettext_lazy("from")), ("closes", gettext_lazy("to")))):
                self.fields[f"{name}_{day.value}"] = forms.TimeField(
                    label=f"{day.label}, {words}",
                    required=False,
                    initial=known[day.value][place] if day.value in known else None,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for day in Weekday:
            opens, closes = said.get(f"opens_{day.value}"), said.get(f"closes_{day.value}")
            if (opens is None) != (closes is None) and not self.has_error(f"closes_{day.value}"):
                self.add_error(f"closes_{day.value}", _("Say both times, or neither."))
            elif opens is not None and closes is not None and closes <= opens:
                self.add_error(f"closes_{day.value}", _("The later time comes second."))
        return said

    def days(self) -> list[dict[str, Any]]:
        """For the page: one row for each day of the week."""
        return [
            {"name": day.label, "opens": self[f"opens_{day.value}"], "closes": self[f"closes_{day.value}"]}
            for day in Weekday
        ]

    @property
    def hours(self) -> list[tuple[int, datetime.time, datetime.time]]:
        """The days that are filled in."""
        said = self.cleaned_data
        days = ((day.value, said[f"opens_{day.value}"], said[f"closes_{day.value}"]) for day in Weekday)
        return [(day, opens, closes) for day, opens, closes in days if opens is not None]


class ShiftEndForm(PortalForm):
    handover = TextField(
        label=gettext_lazy("For whoever comes next"),
        help_text=gettext_lazy("What waits, what is under way. No names, and nothing of what people wrote."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    debrief = TextField(
        label=gettext_lazy("For yourself"),
        help_text=gettext_lazy("What stays in your mind? Only you can read this."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
