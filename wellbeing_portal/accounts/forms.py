"""What people tell about themselves."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm

# The zones a student of a Finnish institution lives in, or is on exchange in; Finland first.
NEAR = "Europe/"
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

    def __init__(self, *args: Any, every_zone: bool = False, **kwargs: Any) -> None:
        """Any zone is accepted; the list offers Europe and the person's own, unless ``every_zone`` is asked for."""
        super().__init__(*args, **kwargs)
        if not every_zone:
            zones, own = self.fields["time_zone"], {self["time_zone"].initial, self["time_zone"].value()}
            zones.widget.choices = [one for one in zones.choices if one[0].startswith(NEAR) or one[0] in own]
