"""What hosts fill in of meet-ups, and when guests want to be reminded."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from communities.enums import Place, RemindMe, Repeat, Scope
from communities.forms.groups import once_field
from communities.models import Meetup
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField
from wellbeing_portal.notifications.rules import local, local_moment

NOTES = (
    ("bring_nothing", gettext_lazy("You need not bring anything")),
    ("late_is_fine", gettext_lazy("Coming late and leaving early is fine")),
    ("quiet_is_fine", gettext_lazy("Just being there is enough; nobody has to talk")),
)
LENGTHS = (
    (30, gettext_lazy("half an hour")),
    (45, gettext_lazy("45 minutes")),
    (60, gettext_lazy("one hour")),
    (90, gettext_lazy("an hour and a half")),
    (120, gettext_lazy("two hours")),
    (180, gettext_lazy("three hours")),
    (240, gettext_lazy("four hours")),
)
ONCE = ("", pgettext_lazy("meet-up", "only once"))
FACTS = ("title", "details", "place", "place_text", "online_address", "capacity")
FARTHEST = datetime.timedelta(days=366)


def _repeat_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=pgettext_lazy("meet-up", "Repeats"), choices=[ONCE, *Repeat.choices], required=False)


def _last_day_field() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Last day, if it repeats"),
        help_text=gettext_lazy("Empty: until you end it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )


def scope_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What is this for"), choices=Scope, initial=Scope.ONE, widget=forms.RadioSelect
    )


class MeetupForm(PortalForm):
    """A meet-up on one day, in the hours of Finland."""

    title = LineField(label=gettext_lazy("What you do together"), max_length=80)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(
        label=gettext_lazy("Begins at"),
        help_text=gettext_lazy("Finnish time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.TypedChoiceField(label=gettext_lazy("Lasts"), choices=LENGTHS, coerce=int, initial=60)
    place = forms.ChoiceField(
        label=pgettext_lazy("question about a meet-up", "Where"),
        choices=Place,
        initial=Place.ONLINE,
        widget=forms.RadioSelect,
    )
    place_text = LineField(
        label=gettext_lazy("Where on campus"),
        help_text=gettext_lazy("The house, the floor, and how one finds the door."),
        max_length=200,
        required=False,
    )
    online_address = forms.URLField(
        label=gettext_lazy("Address online"),
        help_text=gettext_lazy("Shown an hour before, only to those who come. You can add it later."),
        max_length=500,
        assume_scheme="https",
        required=False,
    )
    details = TextField(label=gettext_lazy("More about it"), max_length=2000, required=False)
    notes = forms.MultipleChoiceField(
        label=gettext_lazy("Good to know"),
        choices=NOTES,
        initial=[name for name, _label in NOTES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Empty: no limit."),
        min_value=2,
        max_value=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, meetup: Meetup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetup = meetup
        if meetup is None:
            self.fields.update(once=once_field(), repeat=_repeat_field(), last_day=_last_day_field())
            self.order_fields(["title", "day", "hour", "minutes", "repeat", "last_day"])
        else:
            self.initial = {**initial_of(meetup), **self.initial}
            if meetup.series_id is not None:
                self.fields["scope"] = scope_field()
                self.order_fields(["scope"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("place") in (Place.CAMPUS, Place.BOTH) and not data.get("place_text"):
            self.add_error("place_text", _("Say where people find each other."))
        if data.get("day") and data.get("hour"):
            begins, now = self.begins(), timezone.now()
            if begins < now:
                self.add_error("day", _("This moment has passed. Choose a later one."))
            elif begins > now + FARTHEST:
                self.add_error("day", _("Choose a day within a year."))
            if data.get("last_day") and data["last_day"] < data["day"]:
                self.add_error("last_day", _("The last day is before the first one."))
        return data

    def begins(self) -> datetime.datetime:
        """On the calendar of Finland first, in UTC last."""
        hour = self.cleaned_data["hour"]
        return local_moment(self.cleaned_data["day"], hour.hour, hour.minute)

    def on_version(self, version: int) -> "MeetupForm":
        """The same typed texts, to be saved over a newer version by somebody who has been told of it."""
        data = self.data.copy()
        data["version"] = version
        return type(self)(data, user=self.user, meetup=self.meetup)

    @property
    def repeats(self) -> bool:
        return bool(self.cleaned_data.get("repeat"))

    @property
    def is_for_following(self) -> bool:
        return self.cleaned_data.get("scope") == Scope.FOLLOWING

    def _texts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**{name: data[name] for name in FACTS}, **{name: name in data["notes"] for name, _label in NOTES}}

    def facts(self) -> dict[str, Any]:
        """The columns of one day's row."""
        begins = self.begins()
        ends = begins + datetime.timedelta(minutes=self.cleaned_data["minutes"])
        return {**self._texts(), "starts_at": begins, "ends_at": ends}

    def series_facts(self) -> dict[str, Any]:
        """The columns of the row of what repeats; the rule and its end only where they are asked."""
        data = self.cleaned_data
        asked = {name: data[name] for name in ("repeat", "last_day") if name in data}
        return {**self._texts(), **asked, "first_day": data["day"], "hour": data["hour"], "minutes": data["minutes"]}


def initial_of(meetup: Meetup) -> dict[str, Any]:
    """The form as the meet-up stands now."""
    begins = local(meetup.starts_at)
    return {
        **{name: getattr(meetup, name) for name in FACTS},
        "notes": [name for name, _label in NOTES if getattr(meetup, name)],
        "day": begins.date(),
        "hour": begins.time(),
        "minutes": (meetup.ends_at - meetup.starts_at) // datetime.timedelta(minutes=1),
        "version": meetup.version,
    }


class ComeForm(PortalForm):
    """Coming, and when to be reminded of it."""

    wish = forms.ChoiceField(
        label=gettext_lazy("Remind me"), choices=RemindMe, initial=RemindMe.DAY, widget=forms.RadioSelect
    )


class CancelForm(PortalForm):
    reason = LineField(
        label=gettext_lazy("Reason"), max_length=500, help_text=gettext_lazy("The group sees it. Be kind and short.")
    )

    def __init__(self, *args: Any, meetup: Meetup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meetup.series_id is not None:
            self.fields["scope"] = scope_field()
