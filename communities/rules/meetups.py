"""Who makes meet-ups and who comes, when reminders are due, and how long a freed seat is held."""

import datetime
from typing import Any

from dateutil.rrule import rrulestr

from communities.enums import GroupState, GuestState, MemberState, RemindMe, Repeat
from communities.models import Group, Meetup, MeetupGuest, Member
from communities.rules.groups import can_host_group
from wellbeing_portal.moderation.queries import suspension_of
from wellbeing_portal.notifications.rules import decent, local, local_moment

# In a group that rests the meet-ups that are planned still take place.
MEETS = (GroupState.OPEN, GroupState.RESTING)
REMINDED_AT = 16
HOUR = datetime.timedelta(hours=1)
# The address online is shown from here on until the end.
ADDRESS_SHOWN = datetime.timedelta(hours=1)
# Who is offered a freed seat has so long to answer, but never more than half of what is left.
TIME_TO_ANSWER = datetime.timedelta(hours=12)
# The days of what repeats are made so far ahead.
AHEAD = datetime.timedelta(weeks=8)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def can_make_meetup(user: Any, group: Group, me: Member | None) -> bool:
    """Those who look after an open group of a partner of today."""
    return group.state == GroupState.OPEN and group.owner.is_partner and can_host_group(user, group, me)


def is_ahead(meetup: Meetup, now: datetime.datetime) -> bool:
    """Planned, and not over."""
    return not meetup.is_cancelled and now < meetup.ends_at


def can_change_meetup(user: Any, meetup: Meetup, me: Member | None, *, now: datetime.datetime) -> bool:
    return can_host_group(user, meetup.group, me) and is_ahead(meetup, now)


def can_answer_meetup(me: Member | None, meetup: Meetup, *, now: datetime.datetime) -> bool:
    """Active members say no, or when to be reminded, also after it has begun."""
    return me is not None and me.state == MemberState.ACTIVE and meetup.group.state in MEETS and is_ahead(meetup, now)


def can_come(me: Member | None, meetup: Meetup, *, now: datetime.datetime) -> bool:
    """The same people say yes, unless they only read for a while. Coming late is fine."""
    if me is None or not can_answer_meetup(me, meetup, now=now):
        return False
    return suspension_of(me.user, at=meetup.group.owner_id) is None


def can_come_every_time(me: Member | None, meetup: Meetup, *, now: datetime.datetime) -> bool:
    """To what repeats, said on one of its days that lies ahead."""
    return meetup.series_id is not None and can_come(me, meetup, now=now)


def can_stop_coming(me: Member | None, meetup: Meetup) -> bool:
    """On any of its days, whatever became of that one."""
    return meetup.series_id is not None and me is not None and me.state == MemberState.ACTIVE


def can_see_guests(me: Member | None) -> bool:
    """The pseudonyms of those who come are for hosts in the group; a role from outside does not open them."""
    return me is not None and me.state == MemberState.ACTIVE and me.is_host


def sees_address(meetup: Meetup, guest: MeetupGuest | None, *, hosts: bool, now: datetime.datetime) -> bool:
    """Hosts always; who has a seat from an hour before until the end."""
    if hosts:
        return True
    comes = guest is not None and guest.state == GuestState.COMING
    return comes and is_ahead(meetup, now) and now >= meetup.starts_at - ADDRESS_SHOWN


def reminder_at(starts_at: datetime.datetime, wish: str) -> datetime.datetime | None:
    """When to remind of what starts then: on the calendar of Finland first, in UTC last."""
    if wish == RemindMe.DAY:
        return local_moment(local(starts_at).date() - datetime.timedelta(days=1), REMINDED_AT)
    return starts_at - HOUR if wish == RemindMe.HOUR else None


def offered_until(now: datetime.datetime, starts_at: datetime.datetime) -> datetime.datetime:
    """Until when somebody has time to answer: it begins and ends in decent hours, and before the meet-up."""
    begins = decent(now)
    half = begins + (starts_at - begins) / 2
    return max(min(decent(min(begins + TIME_TO_ANSWER, half)), starts_at), now)


def rrule_of(repeat: str, first_day: datetime.date) -> str:
    """The rule (RFC 5545). Who meets on the fifth Tuesday of a month means the last one."""
    if repeat == Repeat.MONTHLY:
        turn = (first_day.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={-1 if turn == 5 else turn}{WEEKDAYS[first_day.weekday()]}"
    return f"FREQ=WEEKLY;INTERVAL={2 if repeat == Repeat.FORTNIGHT else 1}"


def days_of(
    repeat: str, first_day: datetime.date, *, after: datetime.date, until: datetime.date
) -> list[datetime.date]:
    """The days on which it is held, later than ``after``, to ``until``. Calendar days: no clock changes them."""
    begins = datetime.datetime.combine(first_day, datetime.time())
    rule = rrulestr(rrule_of(repeat, first_day), dtstart=begins)
    window = (datetime.datetime.combine(after, datetime.time.max), datetime.datetime.combine(until, datetime.time()))
    return [moment.date() for moment in rule.between(*window, inc=True)]
