"""What people fill in about groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField


class JoinForm(PortalForm):
    pseudonym = LineField(
        label=_("Your pseudonym in this group"),
        min_length=3,
        max_length=40,
        help_text=_("The others see only this. Do not use your own name."),
    )
    accept = forms.BooleanField(label=_("I accept the rules of the group"))


class PostForm(PortalForm):
    body = TextField(label=_("Your message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ThreadForm(PostForm):
    title = LineField(label=_("Title"), max_length=120)

    field_order = ["title", "body", "once"]
