"""What people write in threads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField


class PostForm(PortalForm):
    body = TextField(label=_("Your message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ThreadForm(PostForm):
    title = LineField(label=_("Title"), max_length=120)

    field_order = ["title", "body", "once"]
