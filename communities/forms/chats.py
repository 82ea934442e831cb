"""What people fill in about theme chats and in them."""

import datetime
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.forms.groups import once_field
from communities.models import Chat
from communities.rules import institutions_kept
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.institutions.queries import partner_choices
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField

MINUTES = (30, 45, 60, 90, 120)
SLOW = ((0, gettext_lazy("as it comes")), (15, gettext_lazy("every 15 seconds")), (60, gettext_lazy("once a minute")))
MUTE = (
    (10, gettext_lazy("for 10 minutes")),
    (30, gettext_lazy("for 30 minutes")),
    (180, gettext_lazy("until the end")),
)


class ChatForm(PortalForm):
    """A chat of a group, or (``group`` None) of an audience in an institution's name."""

    theme = LineField(
        label=gettext_lazy("Theme"),
        max_length=120,
        help_text=gettext_lazy("As a student would say it. For example: When the thesis does not move"),
    )
    about = TextField(
        label=gettext_lazy("What we talk about"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(
        label=gettext_lazy("Opens at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"),
        choices=[(minutes, minutes) for minutes in MINUTES],
        coerce=int,
        initial=60,
        help_text=gettext_lazy("In minutes. Somebody who hosts is there all the time."),
    )
    holds_first = forms.TypedChoiceField(
        label=gettext_lazy("A newcomer's first messages"),
        choices=[
            (0, gettext_lazy("are seen at once")),
            (1, gettext_lazy("the first waits for a host")),
            (3, gettext_lazy("the first three wait for a host")),
        ],
        coerce=int,
        initial=1,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may come"), choices=Audience, initial=Audience.EVERYONE, widget=forms.RadioSelect
    )
    shared_with = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which institutions, if you chose some"),
        queryset=Institution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, of_group: bool = False, chat: Chat | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chat = chat
        if chat is None:
            self.fields["once"] = once_field()
        else:
            self.initial = {**initial_of(chat), **self.initial}
        if of_group or chat is not None:
            del self.fields["audience"], self.fields["shared_with"]
            return
        self.fields["shared_with"].queryset = partner_choices()
        kept = [place.pk for place in institutions_kept(self.user)]
        self.fields["owner"] = forms.ModelChoiceField(
            label=gettext_lazy("In whose name"), queryset=partner_choices().filter(pk__in=kept), empty_label=None
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("audience") == Audience.CHOSEN and not data.get("shared_with"):
            self.add_error("shared_with", _("Choose at least one institution."))
        return data

    def add_refusal(self, refusal: Any) -> None:
        """The hour is typed in two fields."""
        if refusal.field == "opens_at":
            self.add_error("day", refusal.message)
        else:
            super().add_refusal(refusal)

    def facts(self) -> dict[str, Any]:
        """What the actions take. A day and an hour are meant as the calendar of whoever types them."""
        data = self.cleaned_data
        opens_at = timezone.make_aware(datetime.datetime.combine(data["day"], data["hour"]))
        facts = {name: data[name] for name in ("theme", "about", "language", "holds_first")}
        facts["opens_at"], facts["ends_at"] = opens_at, opens_at + datetime.timedelta(minutes=data["minutes"])
        if "audience" in data:
            facts["audience"], facts["owner"] = data["audience"], data["owner"]
            facts["shared_with"] = data["shared_with"] if data["audience"] == Audience.CHOSEN else []
        if "once" in self.fields:
            facts["once"] = data["once"] or uuid.uuid4()
        return facts


def initial_of(chat: Chat) -> dict[str, Any]:
    """The form as the chat stands now."""
    opens = timezone.localtime(chat.opens_at)
    return {
        **{name: getattr(chat, name) for name in ("theme", "about", "language", "holds_first")},
        "day": opens.date(),
        "hour": opens.time(),
        "minutes": int((chat.ends_at - chat.opens_at).total_seconds() // 60),
    }


class NicknameForm(PortalForm):
    nickname = LineField(
        label=gettext_lazy("Your nickname in this chat"),
        min_length=3,
        max_length=30,
        help_text=gettext_lazy("For this chat only. It is forgotten a day after the chat has closed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    accept = forms.BooleanField(label=gettext_lazy("I accept the rules of the chat"))
    anyway = forms.BooleanField(label=gettext_lazy("I use this name all the same"), required=False)


class SayForm(PortalForm):
    body = TextField(
        label=gettext_lazy("Your message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    anyway = forms.BooleanField(widget=forms.HiddenInput, required=False)
    hosts_only = forms.BooleanField(label=gettext_lazy("Only the hosts see this"), required=False)

    def add_refusal(self, refusal: Any) -> None:
        """What was warned of is said when it is sent again."""
        super().add_refusal(refusal)
        self.warned = refusal.field == "anyway"

    warned = False


class PaceForm(PortalForm):
    slow_seconds = forms.TypedChoiceField(label=gettext_lazy("One person writes"), choices=SLOW, coerce=int)
    holds_all = forms.BooleanField(label=gettext_lazy("Every message waits for a host"), required=False)


class MuteForm(PortalForm):
    minutes = forms.TypedChoiceField(label=gettext_lazy("For how long"), choices=MUTE, coerce=int)
    reason = LineField(
        label=gettext_lazy("Reason"), max_length=500, help_text=gettext_lazy("The person sees it. Be kind and short.")
    )


class WordForm(PortalForm):
    body = TextField(
        label=gettext_lazy("Your message"),
        max_length=1000,
        help_text=gettext_lazy("Only they and the hosts see it. They can answer to all hosts."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)


class OnceForm(PortalForm):
    """A button that does something once, however often it is pressed."""

    once = forms.UUIDField(widget=forms.HiddenInput)
