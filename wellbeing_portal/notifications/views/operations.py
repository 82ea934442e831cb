"""How the mails do: numbers for the operator, without people."""

import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.voice import kind_named
from wellbeing_portal.notifications import queries, rules
from wellbeing_portal.notifications.enums import DeliveryState
from wellbeing_portal.notifications.models import LETTER


def in_words(age: datetime.timedelta) -> str:
    """Seconds while they say something, then minutes, then hours."""
    seconds = round(age.total_seconds())
    if seconds < 120:
        return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
    if seconds < 7200:
        return ngettext("%(number)s minute", "%(number)s minutes", seconds // 60) % {"number": seconds // 60}
    return ngettext("%(number)s hour", "%(number)s hours", seconds // 3600) % {"number": seconds // 3600}


@for_role_holders
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_operations(request.user):
        raise PermissionDenied(_("Only those who run the portal see how the e-mails do."))
    figures = queries.operations()
    for row in (*figures.states, *figures.reasons):
        row["state"] = DeliveryState(row["state"]).label
    for row in figures.states:
        kind = kind_named(row["kind"])
        if row["kind"] == LETTER:
            row["kind"] = _("Letter of the day")
        elif kind is not None:
            row["kind"] = kind.label
    context = {
        "figures": figures,
        "queue_age": in_words(figures.queue_age),
        "beats": [(beat.name, in_words(beat.age)) for beat in figures.beats],
    }
    return render(request, "notifications/operations.html", context)
