"""Verbs of those who come to meet-ups. Locks: the member, then what repeats, then the day, the door to its seats.

Nothing here is put in the trail. The trail knows persons and the hosts know pseudonyms: who comes to what would
link the two.
"""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries, rules
from communities.actions.suspended import refuse_suspended
from communities.enums import CONCERNED, SEATED, GuestState, MeetupState, MemberState
from communities.models import Group, Meetup, MeetupGuest, MeetupRegular, MeetupSeries, Member
from communities.notices import MeetupChanged, MeetupOffer, MeetupSoon
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import call_off, remind, tell

IN_ONE_GO = 500


def locked_day(meetup: int) -> Meetup:
    """Who takes or frees a seat comes one after the other."""
    return Meetup.objects.select_for_update(of=("self",)).select_related("group").get(pk=meetup)


def inside_of(member: Member) -> Member:
    """The member's row, locked, so that nobody leaves the group between two statements."""
    inside = Member.objects.select_for_update(of=("self",), no_key=True).filter(pk=member.pk, state=MemberState.ACTIVE)
    found = inside.select_related("user", "group").first()
    if found is None:
        raise Refusal(_("You are no longer a member of this group."))
    return found


def _take_seat(meetup: Meetup, *, passing_line: bool = False) -> bool:
    """Take a seat in one statement; who comes by does not pass those who wait."""
    room = Q(capacity__isnull=True) | Q(taken__lt=F("capacity"))
    line = MeetupGuest.objects.filter(meetup=OuterRef("pk"), state=GuestState.WAITING)
    seats = Meetup.objects.filter(room, pk=meetup.pk, state=MeetupState.PLANNED)
    seats = seats if passing_line else seats.filter(~Exists(line))
    return bool(seats.update(taken=F("taken") + 1))


def remind_guests(meetup: Meetup, guests: Collection[MeetupGuest]) -> None:
    """Set the reminders of these guests anew, each as they chose; what would have been earlier is not said."""
    call_off(MeetupSoon, about=meetup, to=[guest.member.user for guest in guests])
    for wish in {guest.remind for guest in guests}:
        at = rules.reminder_at(meetup.starts_at, wish)
        if at is not None and at > timezone.now():
            people = [guest.member.user for guest in guests if guest.remind == wish]
            remind(MeetupSoon, to=people, about=meetup, at=at, key=f"{wish} {meetup.starts_at:%Y%m%dT%H%M}")


@transaction.atomic
def come_to_meetup(member: Member, *, meetup: Meetup, wish: str) -> MeetupGuest:
    """Take a seat or the offered one, or the last place in the line where none is free. Twice is one answer.

    ``wish`` is when to be reminded.
    """
    inside, locked = inside_of(member), locked_day(meetup.pk)
    refuse_suspended(inside.user, at=inside.group.owner_id)
    if not rules.can_come(inside, locked, now=timezone.now()):
        raise Refusal(_("This meet-up is over, or it was cancelled."))
    return answer_yes(inside, locked, wish)


def answer_yes(inside: Member, locked: Meetup, wish: str) -> MeetupGuest:
    """What coming means for one day; the member and the day are locked, and the day lies ahead."""
    guest = MeetupGuest.objects.filter(meetup=locked, member=inside).first() or MeetupGuest(
        meetup=locked, member=inside, state=GuestState.GONE
    )
    guest.member = inside
    if guest.state in (GuestState.COMING, GuestState.WAITING):
        return guest
    if guest.state == GuestState.OFFERED:
        guest.state, guest.offered_until = GuestState.COMING, None
    else:
        guest.state = GuestState.COMING if _take_seat(locked) else GuestState.WAITING
        guest.since = timezone.now()
    guest.remind = wish
    guest.save()
    if guest.state == GuestState.COMING:
        remind_guests(locked, [guest])
    return guest


@transaction.atomic
def leave_meetup(member: Member, *, meetup: Meetup) -> None:
    """Not come after all: the seat goes to whoever waits. Twice changes nothing."""
    give_up_seat(locked_day(meetup.pk), member)


def give_up_seat(locked: Meetup, member: Member) -> None:
    """The member does not come any more. The meet-up must be locked."""
    own = MeetupGuest.objects.filter(meetup=locked, member=member)
    seated = own.filter(state__in=SEATED).update(state=GuestState.GONE, offered_until=None)
    own.filter(state=GuestState.WAITING).update(state=GuestState.GONE)
    call_off(MeetupSoon, about=locked, to=[member.user])
    if seated:
        _free(locked, seats=seated)


def _free(locked: Meetup, *, seats: int) -> None:
    Meetup.objects.filter(pk=locked.pk).update(taken=F("taken") - seats)
    offer_free_seats(locked)


def offer_free_seats(locked: Meetup) -> None:
    """Hold each free seat for the next who waits, until they answer or their time is over. It must be locked."""
    now = timezone.now()
    if not rules.is_ahead(locked, now) or now >= locked.starts_at:
        return
    until = rules.offered_until(now, locked.starts_at)
    waiting = MeetupGuest.objects.filter(meetup=locked, state=GuestState.WAITING).select_related("member__user")
    for guest in waiting.order_by("since", "pk"):
        if not _take_seat(locked, passing_line=True):
            return
        guest.state, guest.offered_until = GuestState.OFFERED, until
        guest.save(update_fields=["state", "offered_until"])
        tell(MeetupOffer, to=[guest.member.user], about=locked, key=f"{until:%Y%m%dT%H%M%S%f}")


@transaction.atomic
def choose_reminder(member: Member, *, meetup: Meetup, wish: str) -> None:
    """When to be reminded of what one comes to."""
    locked = locked_day(meetup.pk)
    guest = MeetupGuest.objects.filter(meetup=locked, member=member, state__in=CONCERNED).first()
    if guest is None:
        raise Refusal(_("Say first that you come."))
    set_wish(guest, member, locked, wish)


def set_wish(guest: MeetupGuest, member: Member, locked: Meetup, wish: str) -> None:
    guest.member, guest.remind = member, wish
    guest.save(update_fields=["remind"])
    if guest.state == GuestState.COMING:
        remind_guests(locked, [guest])


def leave_meetups(member: Member) -> None:
    """Who has left the group comes to none of its meet-ups; called in the transaction of the leaving.

    What repeats is locked first, so that no day that is made just now begins with their answer.
    """
    often = MeetupSeries.objects.select_for_update(of=("self",)).filter(regulars__member=member)
    list(often.order_by("pk").values_list("pk", flat=True))
    MeetupRegular.objects.filter(member=member).delete()
    ahead = Meetup.objects.upcoming(timezone.now()).filter(guests__member=member, guests__state__in=CONCERNED)
    for pk in ahead.order_by("pk").values_list("pk", flat=True):
        give_up_seat(locked_day(pk), member)


def pass_on_offers(*, now: datetime.datetime | None = None, limit: int = IN_ONE_GO) -> int:
    """Give on the seats whose offer nobody answered in time. Returns how many meet-ups were looked at.

    Each meet-up in its own transaction; run twice, late or by several at once, a seat goes on once.
    """
    now = now or timezone.now()
    late = MeetupGuest.objects.unscoped("the clock gives seats on").filter(offered_until__lte=now)
    meetups = list(late.order_by("meetup").values_list("meetup", flat=True).distinct()[:limit])
    for pk in meetups:
        with transaction.atomic():
            locked = locked_day(pk)
            lapsed = MeetupGuest.objects.filter(meetup=locked, state=GuestState.OFFERED, offered_until__lte=now).update(
                state=GuestState.LAPSED, offered_until=None
            )
            _free(locked, seats=lapsed)
    return len(meetups)


def cancel_locked(locked: Meetup, reason: str) -> None:
    """Answers stay as they are, so that a subscribed calendar shows to the right people that it is off."""
    locked.state, locked.reason = MeetupState.CANCELLED, reason
    locked.version, locked.changed_at = locked.version + 1, timezone.now()
    locked.save(update_fields=["state", "reason", "version", "changed_at"])
    call_off(MeetupSoon, about=locked)
    guests = queries.concerned_by(locked)
    tell(MeetupChanged, to=[guest.member.user for guest in guests], about=locked, key=str(locked.version))


def cancel_meetups_of(group: Group) -> None:
    """A group that closes meets no more, and what repeated ends; called in the transaction of the closing."""
    MeetupSeries.objects.filter(group=group).update(last_day=today() - datetime.timedelta(days=1))
    ahead = Meetup.objects.select_for_update(of=("self",)).upcoming(timezone.now())
    for locked in ahead.filter(group=group, state=MeetupState.PLANNED).select_related("group__owner").order_by("pk"):
        cancel_locked(locked, "")
