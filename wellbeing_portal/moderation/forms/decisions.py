"""What people fill in when they decide, ask a colleague, and appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.moderation.enums import Outcome, Rule, Verdict

DAYS = [("", _("Choose where it is needed")), (1, _("one day")), (3, _("three days")), (7, _("one week")),
        (30, _("one month")), (90, _("three months"))]  # fmt: skip


def _days(value: str) -> int | None:
    return int(value) if value else None


class DecisionForm(PortalForm):
    """Only what the kind of thing can do is offered."""

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

    def __init__(
        self, *args: Any, verdicts: list[Verdict], may_everywhere: bool, may_hide: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [(one.value, one.label) for one in verdicts]
        for name, wanted in (("everywhere", may_everywhere), ("hides", may_hide)):
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


class AnswerForm(PortalForm):
    outcome = forms.ChoiceField(label=_("What do you decide?"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("Why?"),
        help_text=_("Who appealed reads this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
