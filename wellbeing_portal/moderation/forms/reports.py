"""What people fill in when they report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.moderation.enums import Rule


class ReportForm(PortalForm):
    rule = forms.ChoiceField(label=_("What is wrong?"), choices=Rule.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("In your own words"),
        help_text=_("What should the moderators know? Leave out who you are."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
