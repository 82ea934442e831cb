"""My weeks: the meet-ups of one's own groups by week, and the subscription that one's own calendar reads."""

import datetime
import uuid
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions, queries
from communities.models import Meetup
from communities.views._ics import calendar_file
from wellbeing_portal.kernel.render import see_other

WEEKS = 4
WEEK = datetime.timedelta(days=7)
FARTHEST = datetime.timedelta(days=800)


def _monday(raw: str) -> datetime.date:
    """The Monday of the week that was asked for; nonsense and far years give this week's."""
    today = timezone.localdate()
    try:
        day = datetime.date.fromisoformat(raw[:10])
    except ValueError:
        day = today
    if abs(day - today) > FARTHEST:
        day = today
    return day - datetime.timedelta(days=day.weekday())


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _day(meetup: Meetup) -> datetime.date:
    return timezone.localdate(meetup.starts_at)


@require_safe
def weeks(request: HttpRequest) -> HttpResponse:
    first = _monday(request.GET.get("from", ""))
    meetups = queries.my_meetups(request.user, _midnight(first), _midnight(first + WEEKS * WEEK))
    by_day = {day: list(rows) for day, rows in groupby(meetups, key=_day)}
    context = {
        "weeks": [_week(first + number * WEEK, by_day) for number in range(WEEKS)],
        "today": timezone.localdate(),
        "has_any": bool(meetups),
        "before": first - WEEKS * WEEK,
        "after": first + WEEKS * WEEK,
        "is_now": first <= timezone.localdate() < first + WEEKS * WEEK,
        "elsewhere": request.user.time_zone if request.user.time_zone != settings.TIME_ZONE else "",
        "feed": queries.feed_of(request.user),
        "origin": settings.PORTAL_URL,
    }
    return render(request, "communities/weeks.html", context)


def _week(monday: datetime.date, by_day: dict[datetime.date, list[Meetup]]) -> dict[str, Any]:
    days = [monday + datetime.timedelta(days=number) for number in range(7)]
    return {
        "number": monday.isocalendar().week,
        "first": monday,
        "last": days[-1],
        "days": [(day, by_day.get(day, [])) for day in days],
        "has_any": any(day in by_day for day in days),
    }


@require_safe
def meetup_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One meet-up for one's own calendar."""
    response = calendar_file([queries.meetup_for(request.user, public_id)])
    response.headers["Content-Disposition"] = 'attachment; filename="meet-up.ics"'
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What one's own calendar program reads: it has no session, only the secret. A wrong one is nothing."""
    owner = queries.feed_owner(secret)
    with translation.override(owner.language):
        return calendar_file(queries.fed_meetups(owner, timezone.now()))


@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    actions.renew_feed(request.user)
    messages.success(request, _("Your calendar has an address of its own now. An earlier one no longer works."))
    return see_other(reverse("communities:weeks") + "#subscribe")


@require_POST
def feed_end(request: HttpRequest) -> HttpResponse:
    actions.end_feed(request.user)
    messages.success(request, _("The address no longer works."))
    return see_other(reverse("communities:weeks") + "#subscribe")
