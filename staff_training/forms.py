"""What people send in the room of staff: answers to questions, and what is asked of whom."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from staff_training.enums import Renewal, Status
from staff_training.queries import Sought
from staff_training.rules import ASKED_ROLES, AskedOf
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.learning.enums import QuestionType
from wellbeing_portal.learning.queries import Asked, Card


def given_in(asked: Asked, data: QueryDict) -> Any:
    """What the plain form says of the question, in the shape of its answer; its fields begin with its key."""
    keys = [key for key, _text in asked.choices]
    match asked.type:
        case QuestionType.MULTIPLE:
            return data.getlist(asked.key)
        case QuestionType.ORDERING:
            places = {key: data.get(f"{asked.key}-{key}", "")[:3] for key in keys}
            complete = sorted(places.values()) == sorted(str(number) for number in range(1, len(keys) + 1))
            return sorted(keys, key=lambda key: int(places[key])) if complete else None
        case QuestionType.MATCHING:
            pairs = {key: data.get(f"{asked.key}-{key}", "") for key in keys}
            return {key: match for key, match in pairs.items() if match}
    return data.get(asked.key, "")


def is_whole(asked: Asked, given: Any) -> bool:
    """Whether nothing is left open in the answer."""
    return bool(given) and (asked.type != QuestionType.MATCHING or len(given) == len(asked.choices))


class RequirementForm(PortalForm):
    course = forms.ChoiceField(label=_("Course"))
    roles = forms.MultipleChoiceField(
        label=_("Who is asked"),
        choices=[(role.value, role.label) for role in ASKED_ROLES],
        widget=forms.CheckboxSelectMultiple,
    )
    effective_from = forms.DateField(
        label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due_days = forms.IntegerField(label=_("Days to complete it"), min_value=1, max_value=730, initial=60)
    grace_days = forms.IntegerField(label=_("Days of grace after that"), min_value=0, max_value=90, initial=0)
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal, initial=Renewal.NONE)
    renew_months = forms.IntegerField(
        label=_("Months until the renewal"), min_value=1, max_value=120, initial=24,
        help_text=_("Only where it is renewed after so many months."),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: list[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = {card.course.slug: card for card in cards}
        self.fields["course"].choices = [(slug, card.title) for slug, card in self.cards.items()]
        self.fields["effective_from"].initial = today()

    def asked(self) -> AskedOf:
        data = dict(self.cleaned_data)
        return AskedOf(
            course=self.cards[data.pop("course")].course,
            roles=tuple(data.pop("roles")),
            effective_from=data.pop("effective_from"),
            rest=data,
        )


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


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
