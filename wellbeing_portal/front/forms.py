"""The form that the component page shows: one field of each kind."""

from typing import Any

from django import forms

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField

KINDS = (("quiet", "Hiljainen · Tyst · Quiet"), ("lively", "Vilkas · Livlig · Lively"))


class SampleForm(PortalForm):
    """Its words are samples in all three languages at once, so they are not translated."""

    name = LineField(label="Nimi · Namn · Name", help_text="Vihje · Tips · Hint", max_length=40)
    story = TextField(label="Teksti · Text", max_length=500, required=False)
    kind = forms.ChoiceField(label="Valinta · Val · Choice", choices=KINDS, widget=forms.RadioSelect)
    more = forms.MultipleChoiceField(
        label="Monta · Flera · Several", choices=KINDS, widget=forms.CheckboxSelectMultiple, required=False
    )
    one = forms.ChoiceField(label="Luettelo · Lista · List", choices=KINDS, required=False)
    day = forms.DateField(label="Päivä · Dag · Day", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    accept = forms.BooleanField(
        label="Yhdyssanahirviö eli lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas mahtuu tähänkin",
        help_text="Vihje · Tips · Hint",
    )

    def __init__(self, *args: Any, locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.disabled = locked
