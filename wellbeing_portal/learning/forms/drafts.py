"""Texts of lessons, and what is said at publishing."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField
from wellbeing_portal.learning.rules.edits import REVISION
from wellbeing_portal.learning.validators.bodies import MOST


def revision_in(data: QueryDict) -> int:
    """Which revision of a draft the form was made from; 0, which none is, where it does not say."""
    return number_in(data.get(REVISION, ""), 0)


def number_in(said: str, otherwise: int) -> int:
    """The whole number that an address or a hidden field says."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else otherwise


class BodyForm(PortalForm):
    """The text of a lesson. It may be empty, or have flaws: a draft is saved with them."""

    body = TextField(
        label=_("Text of the lesson"),
        required=False,
        max_length=MOST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )


class PublishForm(PortalForm):
    change_note = LineField(
        label=_("What has changed"),
        max_length=500,
        help_text=_("One or two sentences for others who keep the course. Learners do not see it."),
    )
    material_change = forms.TypedChoiceField(
        label=_("Does it change what one learns?"),
        choices=[
            ("no", _("No: corrections, clearer words, new links")),
            ("yes", _("Yes: whoever has completed the course would learn something new or different")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "It is written on the version, and shown in the list of versions. Completions that people have stay valid. "
            "Where an institution asks for the course as a training and wants it taken anew after such changes, its "
            "people are asked again."
        ),
    )
