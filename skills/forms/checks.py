"""The tick of somebody who wants to keep what they answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm


class KeepForm(PortalForm):
    """Nothing is kept without the tick."""

    keep = forms.BooleanField(
        label=_("Keep these answers for me"),
        help_text=_("They are encrypted. Only you can read them, and you can delete them whenever you like."),
        error_messages={"required": _("Tick this if you want to keep them. Otherwise you can just leave the page.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
