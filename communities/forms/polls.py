"""What people fill in to ask a group something."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.rules import FEWEST_OPTIONS, MOST_OPTIONS
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField

LONGEST_OPTION = 120


class PollForm(PortalForm):
    question = LineField(label=gettext_lazy("Your question"), max_length=200)
    options = TextField(
        label=gettext_lazy("What can be chosen"),
        help_text=gettext_lazy("One on each line, two to eight."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    many = forms.BooleanField(label=gettext_lazy("Several can be chosen"), required=False)
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it is open"),
        choices=[(1, gettext_lazy("one day")), (3, gettext_lazy("three days")), (7, gettext_lazy("one week"))],
        coerce=int,
        initial=3,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_options(self) -> list[str]:
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()))
        if not FEWEST_OPTIONS <= len(lines) <= MOST_OPTIONS:
            raise forms.ValidationError(_("Give two to eight different options, each on a line of its own."))
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise forms.ValidationError(_("Keep each option shorter than 120 characters."))
        return lines

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        closes_at = timezone.now() + datetime.timedelta(days=data["days"])
        return {**{name: data[name] for name in ("question", "options", "many", "once")}, "closes_at": closes_at}
