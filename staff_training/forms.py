"""What people send in the room of staff: answers to questions, and what is asked of whom."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from staff_training.enums import Renewal
from staff_training.rules import ASKED_ROLES, AskedOf
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm
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
