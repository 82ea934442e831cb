"""What people fill in about groups."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from communities.enums import Form, JoinPolicy, Place, Theme
from communities.models import Group
from communities.registry import DEFAULT_RULES
from communities.rules import institutions_kept
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.institutions.queries import partner_choices
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField

CODES = tuple(code for code, _name in settings.LANGUAGES)
TEXTS = ("title", "summary", "rhythm", "description", "rules")
FACTS = ("form", "place", "city", "join_policy", "capacity", "card_public", "audience")


def text_fields(code: str) -> dict[str, forms.Field]:
    """The texts of a group in one language; which of them are needed, the whole form decides."""
    rows = forms.Textarea(attrs={"rows": 4, "lang": code})
    return {
        f"title_{code}": LineField(
            label=gettext_lazy("Name of the group"),
            max_length=80,
            required=False,
            widget=forms.TextInput(attrs={"lang": code}),
        ),
        f"summary_{code}": LineField(
            label=gettext_lazy("What happens here, in one or two sentences"),
            max_length=240,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
        ),
        f"rhythm_{code}": LineField(
            label=gettext_lazy("When"),
            help_text=gettext_lazy("For example: Tuesdays 18–19"),
            max_length=80,
            required=False,
            widget=forms.TextInput(attrs={"lang": code}),
        ),
        f"description_{code}": TextField(
            label=gettext_lazy("More about the group"), max_length=4000, required=False, widget=rows
        ),
        f"rules_{code}": TextField(
            label=gettext_lazy("Rules of the group"), max_length=4000, required=False, widget=rows
        ),
    }


def once_field() -> forms.UUIDField:
    """The key of this very form: sent twice, it makes one group."""
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class FactsForm(PortalForm):
    """What every group has, whoever makes it."""

    form = forms.ChoiceField(label=gettext_lazy("What kind of group"), choices=Form, widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"), choices=Theme, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(
        label=pgettext_lazy("question about a group", "Where"),
        choices=Place,
        initial=Place.ONLINE,
        widget=forms.RadioSelect,
    )
    city = LineField(label=gettext_lazy("Town"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("place") in (Place.CAMPUS, Place.BOTH) and not data.get("city"):
            self.add_error("city", _("Say in which town the group meets."))
        return data

    def spoken(self) -> dict[str, bool]:
        """Which languages are spoken, as columns."""
        return {f"speaks_{code}": code in self.cleaned_data["languages"] for code in CODES}


class GroupForm(FactsForm):
    """A group as its keepers write it, in one to three languages."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see and join it"),
        choices=Audience,
        initial=Audience.EVERYONE,
        widget=forms.RadioSelect,
    )
    shared_with = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which institutions, if you chose some"),
        queryset=Institution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    card_public = forms.BooleanField(
        label=gettext_lazy("Show the card to people who have not signed in"), required=False
    )
    join_policy = forms.ChoiceField(
        label=gettext_lazy("How to join"), choices=JoinPolicy, initial=JoinPolicy.OPEN, widget=forms.RadioSelect
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Empty: no limit."),
        min_value=2,
        max_value=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args, group: Group | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for code in CODES:
            self.fields.update(text_fields(code))
            self.fields[f"rules_{code}"].initial = DEFAULT_RULES[code]
        self.fields["shared_with"].queryset = partner_choices()
        if group is None:
            self.fields["once"] = once_field()
            kept = [place.pk for place in institutions_kept(self.user)]
            self.fields["owner"] = forms.ModelChoiceField(
                label=gettext_lazy("In whose name"), queryset=partner_choices().filter(pk__in=kept), empty_label=None
            )
        else:
            self.initial = {**initial_of(group), **self.initial}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("audience") == Audience.CHOSEN and not data.get("shared_with"):
            self.add_error("shared_with", _("Choose at least one institution."))
        begun = [code for code in CODES if any(data.get(f"{name}_{code}") for name in TEXTS[:4])]
        if not begun:
            self.add_error(
                f"title_{get_language() or 'fi'}", _("Write the name and the summary in one language at least.")
            )
        for code in begun:
            for name in ("title", "summary"):
                if not data.get(f"{name}_{code}") and f"{name}_{code}" not in self.errors:
                    self.add_error(f"{name}_{code}", _("Fill this in too, or empty the other texts in this language."))
        return data

    def on_version(self, version: int) -> "GroupForm":
        """The same typed texts, to be saved over a newer version by an editor who has seen it."""
        data = self.data.copy()
        data["version"] = version
        return GroupForm(data, user=self.user, group=self.group)

    def facts(self) -> dict[str, Any]:
        """What the action takes. The rules of a language nobody wrote in are left out, whatever was offered."""
        data = self.cleaned_data
        texts = {}
        for code in CODES:
            for name in TEXTS:
                texts[f"{name}_{code}"] = data[f"{name}_{code}"] if data[f"title_{code}"] else ""
        return {
            **texts,
            **{name: data[name] for name in FACTS},
            **self.spoken(),
            "themes": data["themes"],
            "shared_with": data["shared_with"] if data["audience"] == Audience.CHOSEN else [],
        }

    def texts(self) -> list[dict[str, Any]]:
        """For the page: one part for each language, the reader's own first; open when something is in it."""
        own = get_language() or "fi"
        codes = sorted(CODES, key=lambda code: code != own)
        return [
            {
                "code": code,
                "name": dict(settings.LANGUAGES)[code],
                "fields": [self[f"{name}_{code}"] for name in TEXTS],
                "open": code == own
                or any(self[f"{name}_{code}"].errors for name in TEXTS)
                or bool(self[f"title_{code}"].value()),
            }
            for code in codes
        ]


def initial_of(group: Group) -> dict[str, Any]:
    """The form as the group stands now."""
    written = {f"{name}_{code}": getattr(group, f"{name}_{code}") or "" for code in CODES for name in TEXTS}
    for code in CODES:
        if not written[f"title_{code}"]:
            written[f"rules_{code}"] = DEFAULT_RULES[code]
    return {
        **written,
        **{name: getattr(group, name) for name in FACTS},
        "languages": group.languages,
        "themes": [row.theme for row in group.themes.all()],
        "shared_with": [place.pk for place in group.shared_with.all()],
        "version": group.version,
    }


class ProposalForm(FactsForm):
    """A student's idea, in the language they use; keepers make the rest."""

    title = LineField(label=gettext_lazy("Name of the group"), max_length=80)
    summary = LineField(
        label=gettext_lazy("What happens here, in one or two sentences"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description = TextField(
        label=gettext_lazy("Anything else the moderators should know"),
        help_text=gettext_lazy("For example, why the group is needed and whether you would like to host it."),
        max_length=4000,
        required=False,
    )

    field_order = ["title", "summary", "form", "themes", "languages", "place", "city", "description", "owner"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = once_field()
        near = partner_choices().filter(pk__in=standing_of(self.user).circle)
        self.fields["owner"] = forms.ModelChoiceField(
            label=gettext_lazy("Whose moderators read it"), queryset=near, empty_label=None
        )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        code = get_language() or "fi"
        return {
            f"title_{code}": data["title"],
            f"summary_{code}": data["summary"],
            f"description_{code}": data["description"],
            f"rules_{code}": DEFAULT_RULES[code],
            "form": data["form"],
            "place": data["place"],
            "city": data["city"],
            "themes": data["themes"],
            "owner": data["owner"],
            "once": data["once"],
            **self.spoken(),
        }
