"""What people send in the room of staff: what is asked of whom."""

import calendar
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from staff_training.enums import Renewal, Status
from staff_training.queries import Sought
from staff_training.rules import ASKED_ROLES, AskedOf
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.queries import Card


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class RuleForm(PortalForm):
    """By when, and whether again: what may be changed while a training is live."""

    due_days = forms.IntegerField(
        label=_("Days to complete it"), min_value=1, max_value=730, initial=60,
        help_text=_("They count from the day somebody is asked."),
    )  # fmt: skip
    due_on = _day(
        _("Or by a fixed day"), required=False,
        help_text=_("Instead of the days. Whoever is asked later than two weeks before it has two weeks."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days of grace after that"), min_value=0, max_value=90, initial=0,
        help_text=_("So many days later it is said that the day has passed."),
    )  # fmt: skip
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal, initial=Renewal.NONE)
    renew_months = forms.IntegerField(
        label=_("Months until the renewal"), min_value=1, max_value=120, initial=24,
        help_text=_("Only where it is renewed after so many months."),
    )  # fmt: skip
    expiry_base = forms.ChoiceField(
        label=_("From when the months count"), initial=ExpiryBase.COMPLETION,
        choices=[(base.value, base.label) for base in (ExpiryBase.COMPLETION, ExpiryBase.PREVIOUS)],
        help_text=_("From the end of the previous one, nobody loses days by renewing early."),
    )  # fmt: skip
    fixed_day = forms.IntegerField(
        label=_("Fixed day"), min_value=1, max_value=31, initial=31,
        help_text=_("Only where it is renewed on a fixed day each year."),
    )  # fmt: skip
    fixed_month = forms.TypedChoiceField(
        label=_("Month of the fixed day"), coerce=int, initial=12, choices=list(MONTHS.items())
    )
    least_months = forms.IntegerField(
        label=_("Months it counts at the least"), min_value=0, max_value=24, initial=6,
        help_text=_("Whoever completes it shortly before the fixed day renews it a year later."),
    )  # fmt: skip
    window_days = forms.IntegerField(
        label=_("Days before the end when it can be renewed"), min_value=1, max_value=365, initial=60
    )
    renews_on_change = forms.BooleanField(
        label=_("Ask for it anew when the course has changed much"), required=False,
        help_text=_("Only when a new version of the course is marked so. Earlier completions stay, and so do badges."),
    )  # fmt: skip
    change_days = forms.IntegerField(
        label=_("Days to take the changed course"), min_value=14, max_value=365, initial=60
    )

    def clean(self) -> None:
        data = self.cleaned_data
        day, month = data.get("fixed_day"), data.get("fixed_month")
        # In a leap year, so that 29 February can be the day.
        if day and month and day > calendar.monthrange(2028, month)[1]:
            self.add_error("fixed_day", _("There is no such day in this month."))

    def rest(self) -> dict[str, Any]:
        """The columns by name."""
        return {name: self.cleaned_data[name] for name in RuleForm.base_fields}


def _is_unusual(field: forms.BoundField) -> bool:
    return bool(field.value()) and str(field.value()) != str(field.field.initial)


class RequirementForm(RuleForm):
    """Everything that can be asked. ``places`` are where; a draft that is changed has its place already."""

    course = forms.ChoiceField(label=_("Course"))
    roles = forms.MultipleChoiceField(
        label=_("Which roles it concerns"),
        choices=[(role.value, role.label) for role in ASKED_ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody at your institution who has one of these roles, also those who come later."),
    )
    institutions = forms.MultipleChoiceField(
        label=_("Where"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Each institution gets a training of its own, and its coordinator sees only their own people."),
    )  # fmt: skip
    effective_from = _day(_("From which day"))
    earlier_months = forms.IntegerField(
        label=_("Months back that an earlier completion counts"), min_value=0, max_value=120, initial=24,
        help_text=_("Whoever has a valid completion from since then need not take it again."),
    )  # fmt: skip

    usual = ("course", "institutions", "roles", "effective_from", "due_days")
    field_order = (*usual, "due_on", "grace_days", "earlier_months")

    def __init__(
        self, *args: Any, cards: list[Card], places: Sequence[Institution] = (), draft: Any = None, **kwargs: Any
    ) -> None:
        if draft is not None:
            kwargs["initial"] = {**model_to_dict(draft), "course": draft.course.slug}
        super().__init__(*args, **kwargs)
        self.cards = {card.course.slug: card for card in cards}
        self.places = {place.slug: place for place in places}
        self.fields["course"].choices = [(slug, card.title) for slug, card in self.cards.items()]
        self.fields["institutions"].choices = [(place.slug, place.short_name) for place in places]
        if len(places) < 2:
            del self.fields["institutions"]
        if draft is None:
            self.fields["effective_from"].initial = today()

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.usual if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.usual]

    @property
    def is_wide(self) -> bool:
        """Whether something under "more" is wrong, or is not as usual."""
        return any(field.errors or _is_unusual(field) for field in self.more)

    def clean(self) -> None:
        super().clean()
        begins, due = self.cleaned_data.get("effective_from"), self.cleaned_data.get("due_on")
        if begins and due and due < begins:
            self.add_error("due_on", _("This day is before the training is asked for."))

    def chosen(self) -> list[Institution]:
        return [self.places[slug] for slug in self.cleaned_data.get("institutions", self.places)]

    def asked(self) -> AskedOf:
        data = self.cleaned_data
        return AskedOf(
            course=self.cards[data["course"]].course,
            roles=tuple(data["roles"]),
            effective_from=data["effective_from"],
            rest={**self.rest(), "earlier_months": data["earlier_months"]},
        )


class ExemptionForm(PortalForm):
    reason = TextField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person and the coordinators of your institution can read it. It is kept encrypted."),
    )  # fmt: skip
    until = _day(_("Last day of the exemption"), required=False, help_text=_("Leave it empty if it is for good."))


class LearnedForm(PortalForm):
    course = forms.ChoiceField(label=_("Course"))
    completed_on = _day(_("On which day was it learned"))
    reason = TextField(
        label=_("Why it counts"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A course elsewhere or an event, say. The person can read it. It is kept encrypted."),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: list[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {card.course.slug: card.course for card in cards}
        self.fields["course"].choices = [(card.course.slug, card.title) for card in cards]


class TakeBackForm(PortalForm):
    reason = TextField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person can read it. It is kept encrypted."),
    )  # fmt: skip


class SoughtForm(forms.Form):
    """Nonsense in the address finds everybody."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=60)
    status = forms.ChoiceField(label=_("How it stands"), required=False, choices=[("", _("all")), *Status.choices[:-1]])
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *((role.value, role.label) for role in ASKED_ROLES)]
    )

    def sought(self) -> Sought:
        self.is_valid()
        data = self.cleaned_data
        return Sought(status=data.get("status", ""), role=data.get("role", ""), words=data.get("q", ""))
