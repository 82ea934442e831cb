"""The notice of somebody who has not signed in (DSA article 16)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField
from wellbeing_portal.moderation.enums import Rule


class NoticeForm(PortalForm):
    rule = forms.ChoiceField(label=_("What is wrong?"), choices=Rule.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("Why is it wrong?"),
        help_text=_("If it breaks the law, say how."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    who = LineField(label=_("Your name"), max_length=120, help_text=_("Nobody but the moderation's records holds it."))
    address = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("For the receipt and the answer, nothing else.")
    )
    good_faith = forms.BooleanField(label=_("What I say here is accurate and complete, as far as I know"))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
