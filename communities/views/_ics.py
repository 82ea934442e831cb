"""Meet-ups as a calendar file (RFC 5545): neutral titles, no addresses, nobody's name."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import CLASS, STATUS, Calendar, Event

from communities.models import Meetup
from communities.notices import mail_name

# The rules of the zone go along for a year before the first day and after the last.
YEAR = datetime.timedelta(days=366)
REFRESH = datetime.timedelta(hours=1)


def _event(meetup: Meetup) -> Event:
    """In the hours of Finland. A calendar lies open on other people's servers: no group that could tell how one is."""
    zone = timezone.get_default_timezone()
    named = mail_name(meetup.group)
    return Event.new(
        uid=f"{meetup.public_id}@{urlsplit(settings.PORTAL_URL).hostname}",
        summary=_("Meet-up: %(group)s") % {"group": named} if named else _("Meet-up"),
        location=meetup.place_text if named and meetup.place_text else None,
        url=f"{settings.PORTAL_URL}{meetup.get_absolute_url()}",
        start=meetup.starts_at.astimezone(zone),
        end=meetup.ends_at.astimezone(zone),
        sequence=meetup.version - 1,
        status=STATUS.CANCELLED if meetup.is_cancelled else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE,
        stamp=meetup.changed_at.astimezone(datetime.UTC),
        last_modified=meetup.changed_at.astimezone(datetime.UTC),
    )


def calendar_file(meetups: Iterable[Meetup]) -> HttpResponse:
    """The answer to who asks for the file, or subscribes to it."""
    name = _("My meet-ups")
    calendar = Calendar.new(
        prodid="-//Student Wellbeing Portal//Meet-ups//EN",
        method="PUBLISH",
        name=name,
        uid=urlsplit(settings.PORTAL_URL).hostname,
        refresh_interval=REFRESH,
        subcomponents=[_event(meetup) for meetup in meetups],
    )
    if calendar.events:
        starts = [event.start for event in calendar.events]
        calendar.add_missing_timezones(min(starts).date() - YEAR, max(starts).date() + YEAR)
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
