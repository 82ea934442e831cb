"""What a person can tell of the groups they look for; nothing of it is needed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from communities.enums import Form, Theme
from communities.models import Looked
from communities.queries import towns
from wellbeing_portal.kernel.forms import PortalForm


class ThemesForm(PortalForm):
    themes = forms.MultipleChoiceField(
        label=_("What you would like to talk about or do"),
        choices=Theme,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def chosen(self) -> dict[str, Any]:
        return {"themes": tuple(self.cleaned_data["themes"])}

    @staticmethod
    def initial_of(looked: Looked) -> dict[str, Any]:
        return {"themes": looked.themes}


class WaysForm(PortalForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages you are at ease in"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    city = forms.ChoiceField(label=_("Town where you can meet"), required=False)
    # The last of them, as it takes the name of the module.
    forms = forms.MultipleChoiceField(
        label=_("What kind of group"), choices=Form, required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["languages", "forms", "city"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [("", _("no matter where")), *((town, town) for town in towns())]

    def chosen(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"languages": tuple(data["languages"]), "forms": tuple(data["forms"]), "city": data["city"]}

    @staticmethod
    def initial_of(looked: Looked) -> dict[str, Any]:
        return {"languages": looked.languages, "forms": looked.forms, "city": looked.city}
