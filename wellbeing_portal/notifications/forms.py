"""What people choose to hear, when and how."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm
from wellbeing_portal.kernel.voice import Category, Kind
from wellbeing_portal.notifications.enums import Digest, Wanted, Weekday
from wellbeing_portal.notifications.models import FIRST_HOUR, LAST_HOUR, Wishes
from wellbeing_portal.notifications.rules import wanted_of

# Longer than this is leaving, and there are other ways to leave.
LONGEST_PAUSE = datetime.timedelta(days=183)
WHEN = ("digest", "weekday", "hour", "mail", "paused_until")


def hours() -> list[tuple[int, str]]:
    return [(hour, time_format(datetime.time(hour))) for hour in range(FIRST_HOUR, LAST_HOUR + 1)]


class WishesForm(PortalForm):
    """When and how; then one field for each kind of message that can be chosen, by its name."""

    digest = forms.ChoiceField(
        label=gettext_lazy("Summary by e-mail"),
        choices=Digest.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What is new in your groups and what comes next. Nothing new: no summary."),
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day of the weekly summary"), choices=Weekday.choices, coerce=int
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Time of day"),
        choices=hours,
        coerce=int,
        help_text=gettext_lazy("Finnish time. At most one e-mail a day comes then, with all that is new."),
    )
    mail = forms.BooleanField(
        label=gettext_lazy("E-mail from the portal"),
        required=False,
        help_text=gettext_lazy("Without it you get only the e-mails that cannot be switched off."),
    )
    paused_until = forms.DateField(
        label=gettext_lazy("Quiet until"),
        required=False,
        help_text=gettext_lazy("You hear again from this day on. At most six months ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, wishes: Wishes, kinds: Sequence[Kind], chosen: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in WHEN:
            self.fields[name].initial = getattr(wishes, name)
        if wishes.paused_until is not None and wishes.paused_until <= today():
            self.fields["paused_until"].initial = None
        self.fields["paused_until"].widget.attrs |= {
            "min": (today() + datetime.timedelta(days=1)).isoformat(),
            "max": (today() + LONGEST_PAUSE).isoformat(),
        }
        self.kinds = [kind for kind in kinds if not kind.required]
        for kind in self.kinds:
            only_mail = [(Wanted.MAIL.value, _("By e-mail")), (Wanted.NOTHING.value, Wanted.NOTHING.label)]
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=Wanted.choices if kind.inbox else only_mail,
                initial=wanted_of(kind, chosen.get(kind.name)),
            )

    def clean_paused_until(self) -> datetime.date | None:
        day = self.cleaned_data["paused_until"]
        if day is not None and day <= today():
            raise forms.ValidationError(_("Choose a day that is still to come."), code="past")
        if day is not None and day > today() + LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day within six months."), code="too_far")
        return day

    def when(self) -> dict[str, Any]:
        """When and how, for the action."""
        return {name: self.cleaned_data[name] for name in WHEN}

    def changed_kinds(self) -> list[tuple[Kind, str]]:
        """The kinds that were changed, with what is wanted of each."""
        return [(kind, self.cleaned_data[kind.name]) for kind in self.kinds if kind.name in self.changed_data]

    def when_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in WHEN]

    def kind_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The choices under the heading of each category that has any."""
        groups = [
            (str(category.label), [self[kind.name] for kind in self.kinds if kind.category == category])
            for category in Category
        ]
        return [(label, fields) for label, fields in groups if fields]


class UntilForm(forms.Form):
    """The moment when the page with the notices was opened."""

    until = forms.DateTimeField()


class PauseForm(forms.Form):
    days = forms.IntegerField(min_value=0, max_value=LONGEST_PAUSE.days)


class MuteForm(forms.Form):
    """``key`` is what a kind's ``mute_key`` gives: a word and a public id."""

    key = forms.RegexField(r"^[a-z]{1,20}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", max_length=60)
    on = forms.BooleanField(required=False)
    next = forms.CharField(required=False, max_length=500)
