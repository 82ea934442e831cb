"""What is looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.finding import beginnings, findables


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What do you look for?"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", ""), *((kind.name, kind.label) for kind in findables())]

    def clean_q(self) -> str:
        text = self.cleaned_data["q"]
        if not beginnings(text):
            raise forms.ValidationError(_("Write at least one word."))
        return text
