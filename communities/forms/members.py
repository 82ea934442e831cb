"""What people fill in when they join a group, and hosts when they answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.groups import once_field
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField


class PseudonymForm(PortalForm):
    pseudonym = LineField(
        label=_("Your pseudonym in this group"),
        min_length=3,
        max_length=40,
        help_text=_("The others see only this. Do not use your own name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class JoinForm(PseudonymForm):
    """``returning`` people keep their pseudonym, ``asks`` adds a note to the hosts, ``keeper`` a choice to host."""

    note = TextField(
        label=_("A few words to the hosts"),
        help_text=_("Only the hosts read this. You do not have to explain anything."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    as_host = forms.BooleanField(label=_("I join as a host of the group"), required=False)
    accept = forms.BooleanField(label=_("I accept the rules of the group"))

    def __init__(self, *args, returning: bool = False, asks: bool = False, keeper: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, wanted in (("pseudonym", not returning), ("note", asks), ("as_host", keeper)):
            if not wanted:
                del self.fields[name]


class ReasonForm(PortalForm):
    """Why not: a no is never given without a word."""

    reason = TextField(
        label=_("Reason"),
        help_text=_("The person sees this. Write it as you would like to read it yourself."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeclineForm(ReasonForm):
    """The reason, and which version of the text was read; without one it is the newest."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


class AskForm(PortalForm):
    """A host asks a moderator."""

    note = TextField(
        label=_("What do you want to ask or tell?"),
        help_text=_("Write what happened and what you have done. Name people by their pseudonyms."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    once = once_field()


class InviteForm(PortalForm):
    days = forms.TypedChoiceField(
        label=_("How long the link works"),
        choices=[(1, _("one day")), (7, _("one week")), (30, _("one month"))],
        coerce=int,
        initial=7,
    )
    uses = forms.IntegerField(label=_("How many people may use it"), min_value=1, max_value=50, initial=1)
    once = forms.UUIDField(widget=forms.HiddenInput)
