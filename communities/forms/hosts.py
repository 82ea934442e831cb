"""What hosts fill in: turns, notes to each other, and how a group rests or ends."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.models import Member
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm, TextField

LONGEST_TURN = datetime.timedelta(days=92)
LONGEST_AHEAD = datetime.timedelta(days=732)


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class TurnForm(PortalForm):
    host = forms.ChoiceField(label=gettext_lazy("Who is on turn"))
    begins = day_field(gettext_lazy("From"))
    ends = day_field(gettext_lazy("Until"))

    def __init__(self, *args: Any, hosts: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {str(member.public_id): member for member in hosts}
        self.fields["host"].choices = [(key, member.pseudonym) for key, member in self.hosts.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends:
            if ends < begins:
                self.add_error("ends", _("The turn ends before it begins."))
            elif ends - begins > LONGEST_TURN or ends > today() + LONGEST_AHEAD:
                self.add_error("ends", _("Plan a turn of at most three months, at most two years ahead."))
        return data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"member": self.hosts[data["host"]], "begins": data["begins"], "ends": data["ends"]}


class NoteForm(PortalForm):
    body = TextField(
        label=gettext_lazy("Note to the other hosts"),
        help_text=gettext_lazy("What is going on, what to keep an eye on, what was promised. Use pseudonyms only."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def _ahead(form: PortalForm, name: str) -> None:
    """The day that was given lies ahead, and not too far."""
    day = form.cleaned_data.get(name)
    if day is not None and not today() < day <= today() + LONGEST_AHEAD:
        form.add_error(name, _("Choose a day from tomorrow on, at most two years ahead."))


class RestForm(PortalForm):
    note = TextField(
        label=gettext_lazy("A word to the members"),
        help_text=gettext_lazy("Why the group rests and where to turn meanwhile."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    back_on = day_field(
        gettext_lazy("The group is back on"),
        help_text=gettext_lazy("Those who look after the group are reminded on that day."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _ahead(self, "back_on")
        return data


class ArchiveForm(PortalForm):
    read_until = day_field(
        gettext_lazy("Members can read until"),
        help_text=gettext_lazy("Empty: they can read for as long as the group is kept."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _ahead(self, "read_until")
        return data
