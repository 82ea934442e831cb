"""Verbs of those who make meet-ups: plan, change, cancel."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communities import queries, rules
from communities.actions.groups import ChangedSinceError
from communities.actions.guests import cancel_locked, offer_free_seats, remind_guests
from communities.actions.suspended import refuse_suspended
from communities.enums import GroupState, GuestState, MeetupState, News
from communities.models import Group, Meetup
from communities.notices import MeetupChanged
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell

# What people who come must hear of at once; the rest they read on the page.
OF_TIME, OF_PLACE = frozenset({"starts_at", "ends_at"}), frozenset({"place", "place_text", "online_address"})
# A second change so soon is told with the first, which may not have been read yet.
SOON = datetime.timedelta(hours=1)


@transaction.atomic
def make_meetup(actor: Any, *, group: Group, once: uuid.UUID | None = None, **facts: Any) -> Meetup:
    """Plan a meet-up that is on one day. The same form sent twice gives the first one."""
    require_open(group, actor)
    meetup, made = Meetup.objects.get_or_create(
        public_id=once or uuid.uuid4(),
        group=group,
        defaults={**facts, "made_by": actor, "language": get_language() or "fi"},
    )
    if made:
        record(actor=actor, action="make_meetup", target=meetup, chain=group.owner.slug)
    return meetup


def require_open(group: Group, actor: Any) -> None:
    if not Group.objects.select_for_update(no_key=True).filter(pk=group.pk, state=GroupState.OPEN).first():
        raise Refusal(_("Meet-ups are made in an open group."))
    if not group.owner.is_partner:
        raise Refusal(_("This partner's time on the portal has ended, so it makes nothing new."))
    refuse_suspended(actor, at=group.owner_id)


def _locked(meetup: Meetup) -> Meetup:
    return Meetup.objects.select_for_update(of=("self",)).select_related("group__owner").get(pk=meetup.pk)


@transaction.atomic
def update_meetup(actor: Any, *, meetup: Meetup, version: int, **facts: Any) -> Meetup:
    """Change one meet-up, as it was at ``version``; raises ChangedSinceError when it is not so any more.

    Whoever comes hears of another time or place, once. Places that are added are offered to those who wait.
    """
    locked = _locked(meetup)
    if locked.version != version:
        raise ChangedSinceError
    changed = change_locked(locked, facts)
    record(actor=actor, action="update_meetup", target=locked, chain=locked.group.owner.slug, fields=changed)
    return locked


def change_locked(locked: Meetup, facts: dict[str, Any]) -> list[str]:
    """Write the facts, tell what must be told, move the reminders. Returns the names of what is new."""
    if locked.is_cancelled:
        raise Refusal(_("This meet-up is over, or it was cancelled."))
    capacity = facts.get("capacity")
    if capacity is not None and capacity < locked.taken:
        raise Refusal(
            _("%(count)s seats are taken already, so there must be at least as many places.") % {"count": locked.taken},
            "capacity",
        )
    changed = sorted(name for name, value in facts.items() if getattr(locked, name) != value)
    for name, value in facts.items():
        setattr(locked, name, value)
    news = _news(locked, set(changed))
    locked.news = news or locked.news
    locked.version, locked.changed_at = locked.version + 1, timezone.now()
    locked.save()
    if news:
        _tell_of_change(locked)
    offer_free_seats(locked)
    return changed


def _news(meetup: Meetup, changed: set[str]) -> str:
    """What is new by these changes, for those who come; empty: nothing they must hear of."""
    when, where = not OF_TIME.isdisjoint(changed), not OF_PLACE.isdisjoint(changed)
    if not when and not where:
        return ""
    if timezone.now() - meetup.changed_at < SOON:
        when, where = when or meetup.news in (News.WHEN, News.BOTH), where or meetup.news in (News.WHERE, News.BOTH)
    if when and where:
        return News.BOTH
    return News.WHEN if when else News.WHERE


def _tell_of_change(meetup: Meetup) -> None:
    """Everybody whom it concerns hears of this version once; those who come are reminded of the new time."""
    guests = queries.concerned_by(meetup)
    tell(MeetupChanged, to=[guest.member.user for guest in guests], about=meetup, key=str(meetup.version))
    remind_guests(meetup, [guest for guest in guests if guest.state == GuestState.COMING])


@transaction.atomic
def cancel_meetup(actor: Any, *, meetup: Meetup, reason: str) -> Meetup:
    """Cancel with a reason that the group sees; whoever comes or waits hears of it once. Twice changes nothing."""
    locked = _locked(meetup)
    if not locked.is_cancelled:
        cancel_locked(locked, reason)
        record(actor=actor, action="cancel_meetup", target=locked, chain=locked.group.owner.slug)
    return locked


@transaction.atomic
def plan_again(actor: Any, *, meetup: Meetup) -> Meetup:
    """Take a cancellation back, of what lies ahead in a group that meets; whoever answered hears. Twice is once."""
    locked = _locked(meetup)
    if locked.is_cancelled and timezone.now() < locked.ends_at and locked.group.state in rules.MEETS:
        locked.state, locked.reason, locked.news = MeetupState.PLANNED, "", News.AGAIN
        locked.version, locked.changed_at = locked.version + 1, timezone.now()
        locked.save(update_fields=["state", "reason", "news", "version", "changed_at"])
        _tell_of_change(locked)
        offer_free_seats(locked)
        record(actor=actor, action="plan_meetup_again", target=locked, chain=locked.group.owner.slug)
    return locked


@transaction.atomic
def ask_to_change(actor: Any, *, meetup: Meetup) -> None:
    """Put in the trail that who planned it was asked to change it; how, they read where they are asked."""
    chain = meetup.group.owner.slug
    record(actor=actor, action="ask_to_edit", target=meetup.group, chain=chain, subject=meetup.made_by)
