"""Verbs of those who come every time to what repeats. Locks: the member, then the series, then its days.

As with single answers nothing of it is put in the trail.
"""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import rules
from communities.actions.guests import answer_yes, give_up_seat, inside_of, locked_day, set_wish
from communities.actions.suspended import refuse_suspended
from communities.enums import CONCERNED, MeetupState, MemberState
from communities.models import Meetup, MeetupGuest, MeetupRegular, MeetupSeries, Member
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.queries import suspended_among


def _locked_series(meetup: Meetup) -> MeetupSeries:
    """The series of the day, locked; no if the day was given to another one meanwhile."""
    series = MeetupSeries.objects.select_for_update(of=("self",)).get(pk=meetup.series_id)
    if not Meetup.objects.filter(pk=meetup.pk, series=series).exists():
        raise Refusal(_("This meet-up was changed just now. Look at it again first."))
    return series


@transaction.atomic
def come_every_time(member: Member, *, meetup: Meetup, wish: str) -> None:
    """Come to this day, to the others ahead, and to each new one, as far as there are seats. Twice is one answer.

    Where a day is full one stands in its line. Days that were answered with a no stay so, except this one.
    """
    inside = inside_of(member)
    refuse_suspended(inside.user, at=inside.group.owner_id)
    if not rules.can_come_every_time(inside, meetup, now=timezone.now()):
        raise Refusal(_("This meet-up is over, or it was cancelled."))
    series = _locked_series(meetup)
    MeetupRegular.objects.update_or_create(series=series, member=inside, defaults={"remind": wish})
    answers = MeetupGuest.objects.filter(member=inside, meetup__series=series).exclude(meetup=meetup)
    declined = answers.exclude(state__in=CONCERNED).values("meetup")
    ahead = Meetup.objects.upcoming(timezone.now()).filter(series=series, state=MeetupState.PLANNED)
    for pk in ahead.exclude(pk__in=declined).order_by("pk").values_list("pk", flat=True):
        day = locked_day(pk)
        set_wish(answer_yes(inside, day, wish), inside, day, wish)


@transaction.atomic
def stop_coming(member: Member, *, meetup: Meetup) -> None:
    """Come to none of the days ahead any more: the seats go to those who wait. Twice changes nothing."""
    inside = inside_of(member)
    series = _locked_series(meetup)
    if not MeetupRegular.objects.filter(series=series, member=inside).delete()[0]:
        return
    ahead = Meetup.objects.upcoming(timezone.now()).filter(series=series)
    mine = ahead.filter(guests__member=inside, guests__state__in=CONCERNED)
    for pk in mine.order_by("pk").values_list("pk", flat=True):
        give_up_seat(locked_day(pk), inside)


def seat_regulars(series: MeetupSeries, days: Collection[datetime.date]) -> None:
    """Let new days begin with those who come every time, the longest-standing first. The series is locked.

    Who is suspended is passed over, and asked again with the days that are made afterwards.
    """
    regulars = MeetupRegular.objects.filter(series=series, member__state=MemberState.ACTIVE)
    inside = list(regulars.select_related("member__user").order_by("since", "pk"))
    if not inside:
        return
    made = Meetup.objects.select_for_update(of=("self",)).filter(series=series, on_day__in=days)
    locked = list(made.order_by("pk"))
    away = suspended_among([regular.member.user for regular in inside], at=series.group.owner_id)
    for day in locked:
        for regular in inside:
            if regular.member.user_id not in away:
                answer_yes(regular.member, day, regular.remind)
