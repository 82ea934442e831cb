"""What people tell about themselves."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm

# The zones a student of a Finnish institution lives in, or is on exchange in; Finland first.
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def time_zones() -> list[tuple[str, str]]:
    """Every zone with a place in its name, Helsinki first."""
    names = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    names.remove(settings.TIME_ZONE)
    return [(name, name.replace("_", " ")) for name in (settings.TIME_ZONE, *names)]


class ProfileForm(PortalForm):
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Staff you ask for help see it. It is never shown in peer groups."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("We also write to you in this language.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
