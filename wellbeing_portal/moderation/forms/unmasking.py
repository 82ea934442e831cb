"""What people fill in to ask who somebody is, and to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm, TextField


class AskForm(PortalForm):
    reason = TextField(
        label=_("Why does somebody have to know who this is?"),
        help_text=_("Only when a life is in danger, or a law says so. The person reads this later."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class UnmaskingAnswerForm(PortalForm):
    approved = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes: the two of us are shown who it is")), ("no", _("No: it stays a pseudonym"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = TextField(label=_("Why, or why not?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class HoldForm(PortalForm):
    days = forms.IntegerField(label=_("For how many days is the person not told?"), min_value=1, max_value=30)
    reason = TextField(
        label=_("Which law forbids to tell, and whose order is it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
