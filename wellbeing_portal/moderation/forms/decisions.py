"""What people fill in when they decide, ask a colleague, and appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.moderation.enums import Outcome, Rule

DAYS = [("", _("Choose where it is needed")), (1, _("one day")), (3, _("three days")), (7, _("one week")),
        (30, _("one month")), (90, _("three months"))]  # fmt: skip


def _days(value: str) -> int | None:
    return int(value) if value else None


class DecisionForm(PortalForm):
    """Only what the kind of thing can do is offered, in the words of the kind."""

    verdict = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    hides = forms.BooleanField(
        label=_("Hide the text too"), required=False, help_text=_("Together with any other measure.")
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=DAYS,
        coerce=_days,
        empty_value=None,
        required=False,
        help_text=_("When the writer may only read for a while."),
    )
    everywhere = forms.BooleanField(
        label=_("In the groups of all institutions"),
        required=False,
        help_text=_("When the writer may not write in any group. Otherwise it holds in your institution's groups."),
    )
    rule = forms.ChoiceField(label=_("Which rule is it about?"), choices=[("", _("Choose the rule")), *Rule.choices])
    facts = TextField(
        label=_("What happened, and why does this follow?"),
        help_text=_("The writer reads this, unless nothing is done. Tell nothing about who reported."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    answer = TextField(
        label=_("What do those who brought it up read?"),
        help_text=_("Your reasons in a sentence or two, with nothing about the writer or what was decided for them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    care = TextField(
        label=_("Who has been in touch with the person, and what help was offered?"),
        help_text=_("It may be that nobody could be reached; then say so. Only those who moderate read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        verdicts: list[tuple[str, Any]],
        may_everywhere: bool,
        may_hide: bool,
        is_answered: bool,
        is_crisis: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = verdicts
        asked = {"everywhere": may_everywhere, "hides": may_hide, "answer": is_answered, "care": is_crisis}
        for name, wanted in asked.items():
            if not wanted:
                del self.fields[name]


class QuestionForm(PortalForm):
    question = TextField(label=_("What do you want to ask?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class OpinionForm(PortalForm):
    opinion = TextField(
        label=_("What do you think, and why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppealForm(PortalForm):
    says = TextField(
        label=_("Why should it be looked at again?"),
        help_text=_("Somebody else than who decided reads this. They know you by your pseudonym only."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AgainForm(PortalForm):
    says = TextField(
        label=_("Why should it be looked at again?"),
        help_text=_("Somebody else than who decided reads this. They are not told who you are."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AnswerForm(PortalForm):
    """``anew``: whoever reported it asks, so that there is nothing to take back."""

    outcome = forms.ChoiceField(label=_("What do you decide?"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("Why?"),
        help_text=_("Who appealed reads this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if anew:
            self.fields["outcome"].choices = [
                (Outcome.UPHELD.value, Outcome.UPHELD.label),
                (Outcome.OVERTURNED.value, _("it comes into the queue again, and is decided anew")),
            ]
