"""Reads of meet-ups: of a group, one of them, and a person's own weeks."""

import datetime
import uuid
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.shortcuts import get_object_or_404

from communities.enums import CONCERNED, SEATED, GuestState, MeetupState, MemberState
from communities.models import CalendarFeed, Group, Meetup, MeetupGuest, MeetupRegular, Member
from wellbeing_portal.institutions.models import ReaderQuery


def _with_answer(user: Any, meetups: QuerySet[Meetup]) -> QuerySet[Meetup]:
    """Each with the person's own answer as ``my_state`` (None: not answered)."""
    own = MeetupGuest.objects.filter(meetup=OuterRef("pk"), member__user=user)
    return meetups.annotate(my_state=Subquery(own.values("state")[:1]))


def _ahead_in(user: Any, group: int, now: datetime.datetime) -> QuerySet[Meetup]:
    return _with_answer(user, Meetup.objects.visible_to(user).filter(group=group).upcoming(now))


_ahead = ReaderQuery(_ahead_in, group=int, now=datetime.datetime)


def next_meetups(user: Any, group: Group, now: datetime.datetime, most: int) -> list[Meetup]:
    """The next meet-ups of a group, with the reader's own answers; one query."""
    rows = _ahead.rows(user, slice(most), group=group.pk, now=now)
    for row in rows:
        row.group = group
    return rows


def meetups_of(user: Any, group: Group, now: datetime.datetime) -> QuerySet[Meetup]:
    """All meet-ups of a group that are not over, for a paginator."""
    return _ahead_in(user, group.pk, now)


def meetup_for(user: Any, public_id: uuid.UUID) -> Meetup:
    """The meet-up or 404, with its group; ``me`` is the reader's own row there, ``guest`` their answer (or None).

    ``every_time`` says whether they come every time to what it is a day of.
    """
    meetups = Meetup.objects.visible_to(user).select_related("group__owner", "series")
    regular = MeetupRegular.objects.filter(series=OuterRef("series"), member__user=user)
    meetups = meetups.annotate(waiting=_waiting(), every_time=Exists(regular))
    meetup: Any = get_object_or_404(meetups, public_id=public_id)
    meetup.me = Member.objects.visible_to(user).filter(group=meetup.group, user=user).first()
    meetup.guest = None
    if meetup.me is not None:
        meetup.me.user, meetup.me.group = user, meetup.group
        meetup.guest = MeetupGuest.objects.visible_to(user).filter(meetup=meetup, member=meetup.me).first()
    return meetup


def _waiting() -> Count:
    return Count("guests", filter=Q(guests__state=GuestState.WAITING))


def guests_of(user: Any, meetup: Meetup) -> QuerySet[MeetupGuest]:
    """Who comes, who is offered a seat and who waits, in this order; for the hosts, by pseudonym.

    Nobody is left out for a block: hosts see everything in their group, and a list that is shorter than the number
    beside it would tell of the block, and in some weeks of whose.
    """
    rank = Case(
        *[When(state=state, then=Value(number)) for number, state in enumerate(CONCERNED)],
        output_field=IntegerField(),
    )
    guests = MeetupGuest.objects.visible_to(user).filter(meetup=meetup, state__in=CONCERNED)
    return guests.select_related("member").order_by(rank, "since", "pk")


def pseudonym_of(user: int | None, group: Group) -> str:
    """How the group knows this user (by key); empty where it does not."""
    members = Member.objects.unscoped("the pen name of who made something").filter(user=user, group=group)
    return next(iter(members.values_list("pseudonym", flat=True)), "") if user is not None else ""


def concerned_by(meetup: Meetup) -> list[MeetupGuest]:
    """Whom a change of the meet-up concerns, with their users; of members who are still in the group."""
    guests = MeetupGuest.objects.unscoped("they hear of what they come to").filter(meetup=meetup, state__in=CONCERNED)
    return list(guests.filter(member__state=MemberState.ACTIVE).select_related("member__user").order_by("since", "pk"))


def _own_between(user: Any, begin: datetime.datetime, end: datetime.datetime) -> QuerySet[Meetup]:
    inside = Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group")
    meetups = Meetup.objects.visible_to(user).filter(group__in=inside, starts_at__gte=begin, starts_at__lt=end)
    return _with_answer(user, meetups).select_related("group").order_by("starts_at", "pk")


_own = ReaderQuery(_own_between, begin=datetime.datetime, end=datetime.datetime)


def my_meetups(user: Any, begin: datetime.datetime, end: datetime.datetime) -> list[Meetup]:
    """The meet-ups of one's own groups that begin between the two moments; one query."""
    return _own.rows(user, begin=begin, end=end)


def _next_of(user: Any, now: datetime.datetime) -> QuerySet[Meetup]:
    inside = Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group")
    meetups = Meetup.objects.visible_to(user).filter(group__in=inside, state=MeetupState.PLANNED).upcoming(now)
    own = MeetupGuest.objects.filter(meetup=OuterRef("pk"), member__user=user, state__in=SEATED)
    return _with_answer(user, meetups.filter(Exists(own))).select_related("group")


_next = ReaderQuery(_next_of, now=datetime.datetime)


def my_next_meetup(user: Any, now: datetime.datetime) -> Meetup | None:
    """The next meet-up that the person comes to, or is offered a seat in; one query."""
    return next(iter(_next.rows(user, slice(1), now=now)), None)


# Calendar programs show what was, too; who looks farther back looks in the portal.
FED_BACK = datetime.timedelta(days=60)


def feed_of(user: Any) -> CalendarFeed | None:
    """The person's own calendar address."""
    return CalendarFeed.objects.visible_to(user).first()


def feed_owner(secret: str) -> Any:
    """Whose calendar the secret opens, or 404."""
    feeds = CalendarFeed.objects.unscoped("whoever holds the secret has it from the owner").select_related("user")
    return get_object_or_404(feeds, secret_hash=CalendarFeed.hash_of(secret), user__is_active=True).user


def fed_meetups(user: Any, now: datetime.datetime) -> QuerySet[Meetup]:
    """What a person's calendar shows: what they come to, and of that what was cancelled."""
    own = MeetupGuest.objects.filter(meetup=OuterRef("pk"), member__user=user, state=GuestState.COMING)
    meetups = Meetup.objects.visible_to(user).filter(Exists(own), starts_at__gt=now - FED_BACK)
    return meetups.select_related("group").order_by("starts_at", "pk")
