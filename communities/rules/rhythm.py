"""When what somebody writes appears at once, and when a host reads it first."""

import datetime
from typing import Any

from django.utils import timezone

from communities.enums import HeldWhy, MemberState, Review
from communities.models import Group, Member, Post
from communities.rules.groups import can_host_group

DAYS_OF_WEEK = 7
FIRST_WEEK = datetime.timedelta(days=7)


def _at(day: datetime.date, clock: str) -> datetime.datetime:
    """A moment of the group's table: hours are of Finland, whatever zone a reader has chosen."""
    time = datetime.time.fromisoformat(clock)
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())


def _stretch(day: datetime.date, opens: str, closes: str) -> tuple[datetime.datetime, datetime.datetime]:
    """From when until when; 00:00 as the end is midnight."""
    return _at(day, opens), _at(day + datetime.timedelta(days=closes == "00:00"), closes)


def is_open_at(group: Group, now: datetime.datetime) -> bool:
    """Whether posts appear at once at this hour; a group without a table is always open."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    stretches = [_stretch(today, opens, closes) for day, opens, closes in group.hours if day == today.weekday()]
    return not group.hours or any(opens <= now < closes for opens, closes in stretches)


def next_opening(group: Group, now: datetime.datetime) -> datetime.datetime | None:
    """When the group opens the next time; None where there is no table."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    days = [today + datetime.timedelta(days=ahead) for ahead in range(DAYS_OF_WEEK + 1)]
    coming = [_at(day, opens) for day in days for number, opens, _closes in group.hours if number == day.weekday()]
    return min((moment for moment in coming if moment > now), default=None)


def _is_new(member: Member, group: Group, now: datetime.datetime) -> bool:
    first_days = now - member.since < datetime.timedelta(days=group.review_days)
    return member.passed < group.review_posts or first_days


def must_wait(member: Member, group: Group, now: datetime.datetime) -> HeldWhy | None:
    """Why a post of this member waits for a host now; None when it appears at once.

    Hosts never wait. Trusted members wait outside the opening hours only.
    """
    if member.is_host:
        return None
    if member.trusted_at is None:
        if group.review == Review.ALL:
            return HeldWhy.SENSITIVE
        if group.review == Review.NEW and _is_new(member, group, now):
            return HeldWhy.NEW
    return None if is_open_at(group, now) else HeldWhy.HOURS


def is_welcomed(member: Member, now: datetime.datetime) -> bool:
    """Whether the welcome is shown: in the first week, to members who have not closed it; hosts give it themselves."""
    return not member.is_host and member.welcome_closed_at is None and now - member.since < FIRST_WEEK


def can_answer_post(user: Any, member: Member | None, post: Post) -> bool:
    """Let through or decline what waits: those who look after the group, but nobody's own post."""
    own = member is not None and post.author_id == member.pk
    return post.held_at is not None and not own and can_host_group(user, post.thread.group, member)


def can_withdraw_post(member: Member | None, post: Post) -> bool:
    """One's own post, as long as it waits."""
    if member is None or member.state != MemberState.ACTIVE:
        return False
    return post.author_id == member.pk and post.held_at is not None
