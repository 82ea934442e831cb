"""What people fill in about groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm


class JoinForm(PortalForm):
    pseudonym = LineField(
        label=_("Your pseudonym in this group"),
        min_length=3,
        max_length=40,
        help_text=_("The others see only this. Do not use your own name."),
    )
    accept = forms.BooleanField(label=_("I accept the rules of the group"))
