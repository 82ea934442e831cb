"""What a reader of a badge may ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import PortalForm


class RecipientForm(PortalForm):
    """Compared with the badge and kept nowhere."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We compare it with the badge. It is not stored."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
