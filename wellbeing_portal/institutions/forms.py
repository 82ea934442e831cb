"""What coordinators and newcomers fill in."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions import queries
from wellbeing_portal.institutions.enums import GRANTABLE_ROLES, Role
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm


class InviteForm(PortalForm):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in Role if role in GRANTABLE_ROLES]
    )
    role_until = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        help_text=_("Leave it empty when the role has no end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["role_until"].widget.attrs["min"] = today().isoformat()


class PlaceForm(PortalForm):
    """Which of my institutions I act for now."""

    place = forms.ChoiceField(label=_("I act for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: tuple[Institution, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place.slug, place.name) for place in places]


def invited_address(request: Any) -> str:
    """The address of the invitation that brought the reader to sign-up, or nothing."""
    coming_from = request.POST.get("next") or request.GET.get("next") or ""
    invited = coming_from.startswith(reverse("institutions:invitation", args=["x"])[:-2])
    return (request.session.get("account_verified_email") or "") if invited else ""


class JoinPortalForm(SignupForm):
    """Sign-up with a student address, or with the very address an invitation was sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = invited_address(context.request)
        field = self.fields["email"]
        field.help_text = _("Your student e-mail address at one of the partner institutions.")
        if self.invited:
            # A disabled field takes its value from here, whatever is posted.
            field.initial, field.disabled = self.invited, True
            field.help_text = _("Your invitation came to this address.")

    def clean_email(self) -> str:
        email = super().clean_email()
        if email != self.invited.lower() and queries.institution_of_student_address(email) is None:
            raise forms.ValidationError(
                _("Use your student e-mail address at one of the partner institutions."), code="not_a_partner"
            )
        return email
