"""What the trail calls things here."""

from django.utils.translation import gettext_lazy as _

TRAIL = {"take_copy": _("A copy of your data was taken")}
