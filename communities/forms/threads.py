"""What people write in threads, and the reasons hosts give."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField


class PostForm(PortalForm):
    body = TextField(label=_("Your message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ThreadForm(PostForm):
    title = LineField(label=_("Title"), max_length=120)

    field_order = ["title", "body", "once"]


class EditPostForm(PortalForm):
    """The text and the version it was opened at; the thread's title too when it is the first post."""

    title = LineField(label=_("Title"), max_length=120)
    body = TextField(label=_("Your message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, is_first: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["title"]


class ShownReasonForm(PortalForm):
    """Why something was closed or hidden."""

    reason = LineField(label=_("Reason"), max_length=500, help_text=_("The group sees it. Be kind and short."))
