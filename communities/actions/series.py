"""Verbs of meet-ups that repeat: begin, make the next days, change or end from a day on. Locks: series, then days."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from communities import rules
from communities.actions.groups import ChangedSinceError
from communities.actions.guests import cancel_locked
from communities.actions.meetups import change_locked, require_open
from communities.actions.regulars import seat_regulars
from communities.enums import GroupState
from communities.models import Group, Meetup, MeetupFacts, MeetupRegular, MeetupSeries
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.notifications.rules import local_moment

IN_ONE_GO = 200
DAY = datetime.timedelta(days=1)
COPIED = [field.name for field in MeetupFacts._meta.get_fields()]


@transaction.atomic
def make_series(actor: Any, *, group: Group, once: uuid.UUID | None = None, **facts: Any) -> Meetup:
    """Plan a meet-up that repeats and make its first days; gives the first. The same form sent twice makes one."""
    require_open(group, actor)
    series, made = MeetupSeries.objects.get_or_create(
        public_id=once or uuid.uuid4(),
        group=group,
        defaults={**facts, "made_by": actor, "language": get_language() or "fi"},
    )
    if made:
        _make_days(series)
        record(actor=actor, action="make_meetup", target=series, chain=group.owner.slug, repeat=series.repeat)
    return Meetup.objects.filter(series=series).earliest("on_day")


def _make_days(series: MeetupSeries) -> None:
    """The days that are not made yet, from tomorrow (or the first day) to the end of the window; twice makes none."""
    now = today()
    after = series.first_day - DAY if series.made_until is None else max(series.made_until, now)
    # The first day is there however far away it is.
    until = max(min(now + rules.AHEAD, series.last_day or datetime.date.max), series.first_day)
    days = rules.days_of(series.repeat, series.first_day, after=after, until=until)
    Meetup.objects.bulk_create([_day_of(series, day) for day in days], ignore_conflicts=True)
    seat_regulars(series, days)
    MeetupSeries.objects.filter(pk=series.pk).update(made_until=max(now + rules.AHEAD, series.first_day))


def times_of(series: MeetupSeries, day: datetime.date) -> dict[str, datetime.datetime]:
    """On the calendar of Finland first, in UTC last."""
    begins = local_moment(day, series.hour.hour, series.hour.minute)
    return {"starts_at": begins, "ends_at": begins + datetime.timedelta(minutes=series.minutes)}


def _day_of(series: MeetupSeries, day: datetime.date) -> Meetup:
    facts = {name: getattr(series, name) for name in COPIED}
    return Meetup(
        series=series, on_day=day, group=series.group, made_by=series.made_by, **facts, **times_of(series, day)
    )


def make_meetups_ahead(*, limit: int = IN_ONE_GO) -> int:
    """Make the next days of what repeats in open groups of partners of today. Returns how many series were looked at.

    Each in its own transaction; run twice, late or by several at once, a day is made once.
    """
    horizon = today() + rules.AHEAD
    goes_on = Q(last_day__isnull=True) | Q(last_day__gt=F("made_until"))
    due = MeetupSeries.objects.unscoped("the clock makes the next days").filter(goes_on, made_until__lt=horizon)
    partners = Institution.objects.partners_on(today())
    due = due.filter(group__state=GroupState.OPEN, group__owner__in=partners).order_by("made_until", "pk")
    found = list(due.values_list("pk", flat=True)[:limit])
    for pk in found:
        with transaction.atomic():
            series = MeetupSeries.objects.select_for_update(of=("self",)).select_related("group", "made_by").get(pk=pk)
            _make_days(series)
    return len(found)


def _following(meetup: Meetup) -> tuple[MeetupSeries, list[Meetup]]:
    """The series, and this day with all after it that are not over, locked."""
    series = MeetupSeries.objects.select_for_update(of=("self",)).get(pk=meetup.series_id)
    days = Meetup.objects.select_for_update(of=("self",)).select_related("group__owner")
    rows = days.filter(series=series, on_day__gte=meetup.on_day, ends_at__gt=timezone.now())
    return series, sorted(rows.order_by("pk"), key=lambda row: row.on_day)


@transaction.atomic
def update_following(actor: Any, *, meetup: Meetup, version: int, first_day: datetime.date, **facts: Any) -> None:
    """Change this day and all after it: a new series begins, and takes the days with their guests along.

    Whoever comes every time goes on doing so.

    The first of them goes to ``first_day``, the others follow its rule; one that was cancelled stays so. Where the
    partner's period has ended, they are moved and no more are made.
    """
    series, rows = _following(meetup)
    if meetup.pk not in {row.pk for row in rows if row.version == version}:
        raise ChangedSinceError
    new = MeetupSeries.objects.create(
        **{"group": series.group, "made_by": actor, "repeat": series.repeat, "language": series.language, **facts},
        first_day=first_day,
        last_day=series.last_day and series.last_day + (first_day - _place_of(meetup)),
    )
    days = rules.days_of(new.repeat, first_day, after=first_day - DAY, until=first_day + rules.AHEAD * 2)
    for row, day in zip(rows, days, strict=False):
        row.series, row.on_day, new.made_until = new, day, day
        if row.is_cancelled:
            row.save(update_fields=["series", "on_day"])
        else:
            change_locked(row, {**{name: facts[name] for name in COPIED if name in facts}, **times_of(new, day)})
    _end(series, meetup)
    MeetupRegular.objects.filter(series=series).update(series=new)
    new.save(update_fields=["made_until"])
    if new.group.owner.is_partner:
        _make_days(new)
    record(actor=actor, action="update_meetups", target=new, chain=new.group.owner.slug)


def _place_of(meetup: Meetup) -> datetime.date:
    """The day of the series that it stands for; whatever repeats has one."""
    day: Any = meetup.on_day
    return day


def _end(series: MeetupSeries, meetup: Meetup) -> None:
    MeetupSeries.objects.filter(pk=series.pk).update(last_day=_place_of(meetup) - DAY)


@transaction.atomic
def cancel_following(actor: Any, *, meetup: Meetup, reason: str) -> None:
    """Cancel this day and all after it; nothing more is made. Twice changes nothing."""
    series, rows = _following(meetup)
    planned = [row for row in rows if not row.is_cancelled]
    for row in planned:
        cancel_locked(row, reason)
    _end(series, meetup)
    if planned:
        record(actor=actor, action="cancel_meetups", target=series, chain=planned[0].group.owner.slug)
