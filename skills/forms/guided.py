"""Sharing a text, answering it, and naming a supporter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from skills.models import Supporter
from skills.queries import supporters_for
from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.learning.models import ReflectionEntry


class SupporterField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Supporter) -> str:
        return f"{obj.name}, {obj.institution.short_name}"


class ShareForm(PortalForm):
    """To whom, with what to look at, and that the student agrees. ``seen_at`` says which text was shown."""

    supporter = SupporterField(
        label=gettext_lazy("Who reads it"),
        queryset=None,
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=gettext_lazy("What would you like feedback on"),
        help_text=gettext_lazy("The supporter reads this too."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agree = forms.BooleanField(label=gettext_lazy("I agree that this one person reads the text above and my note"))
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: ReflectionEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supporter"].queryset = supporters_for(self.user)
        self.fields["seen_at"].initial = entry.updated_at.isoformat()

    def show_anew(self, entry: ReflectionEntry) -> None:
        """What is shown from now on is the text as it is."""
        self.data = {**self.data.dict(), "seen_at": entry.updated_at.isoformat()}


class FeedbackForm(PortalForm):
    body = TextField(
        label=gettext_lazy("Your feedback"),
        help_text=gettext_lazy(
            "Say what you see in the text, what already works, and one thing to try next. No grades and no comparing."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class SupporterForm(PortalForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Somebody of your institution: a member of staff, a guidance worker or a peer tutor."),
    )
