"""The directory of help holds nothing about those who look for it."""

from django.utils.translation import gettext_lazy as _

from guidance.models import Schedule, Service, ServiceArea
from wellbeing_portal.kernel.keeping import OTHERS, Rows, chapter, holds_nobody

directory = chapter("guidance", _("The directory of help"))
directory.keeps(
    Rows(Service, personal=("checked_by",), withheld=OTHERS),
    what=_("Who last checked what it says of a service. What you look for there is not kept"),
    why=_("So that somebody answers for its being right."),
    kept=_("Until the next check."),
)
holds_nobody(Schedule, ServiceArea)
