"""What somebody puts into their learning plan."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skills import rules
from skills.models import PlanItem
from skills.queries import courses_to_plan, title_of
from wellbeing_portal.kernel.forms import LineField, PortalForm
from wellbeing_portal.notifications.enums import Weekday

LENGTHS = (10, 15, 20, 30, 45, 60, 90)


def lengths() -> list[tuple[int, str]]:
    return [(minutes, _("%(minutes)s min") % {"minutes": minutes}) for minutes in LENGTHS]


class PlanForm(PortalForm):
    """A course or something of one's own; on days of every week or on one day."""

    course = forms.ChoiceField(
        label=gettext_lazy("A course"), help_text=gettext_lazy("The next lesson that is not done."), required=False
    )
    goal = LineField(
        label=gettext_lazy("Or something of your own"),
        help_text=gettext_lazy("For example: read for the exam in the library. Only you can read it."),
        max_length=120,
        required=False,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Every week on these days"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(
        label=gettext_lazy("Or only once, on this day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    at = forms.TimeField(
        label=gettext_lazy("At what time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"),
        choices=lengths,
        coerce=int,
        initial=20,
    )
    remind = forms.BooleanField(
        label=gettext_lazy("Remind me at that time"),
        help_text=gettext_lazy(
            "The e-mail does not say what it is about. None comes when you have done a lesson of the course that day."
        ),
        required=False,
    )

    def __init__(self, *args: Any, item: PlanItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        found = courses_to_plan(self.user, get_language())
        self.courses = {course.slug: course for course, _title in found}
        choices = [(course.slug, title) for course, title in found]
        if item is None:
            self.fields["once"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
        else:
            self.initial = {**_initial(item), **self.initial}
            if item.course is not None and item.course.slug not in self.courses:
                # What is archived meanwhile can stay planned.
                self.courses[item.course.slug] = item.course
                choices.append((item.course.slug, title_of(item, get_language())))
        self.fields["course"].choices = [("", _("No course")), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["course"] = self.courses.get(data.get("course", ""))
        if bool(data["course"]) == bool(data.get("goal")) and not self.errors.keys() & {"course", "goal"}:
            self.add_error("goal", _("Choose a course, or write something of your own. One of the two."))
        if bool(data.get("weekdays")) == bool(data.get("day")) and not self.errors.keys() & {"weekdays", "day"}:
            self.add_error("weekdays", _("Choose days of the week, or one day. One of the two."))
        return data

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day is not None and day < timezone.localdate() and "day" in self.changed_data:
            raise forms.ValidationError(_("Choose a day that is still to come."), code="past")
        return day


def _initial(item: PlanItem) -> dict[str, Any]:
    return {
        "course": item.course.slug if item.course is not None else "",
        "goal": item.goal,
        "weekdays": rules.days_of(item.weekdays),
        "day": item.day,
        "at": item.at,
        "minutes": item.minutes,
        "remind": item.remind,
    }
