"""Giving roles, ending them, and remembering who looked."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.actions import record, record_read
from wellbeing_portal.institutions import rules
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, Invitation, Membership, forget_standing
from wellbeing_portal.institutions.notices import Welcome
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell


@transaction.atomic
def grant_membership(
    actor: User | None, *, user: User, institution: Institution, role: str, until: datetime.date | None = None
) -> Membership:
    """Give somebody a role at an institution. ``actor`` None is the system.

    Twice changes nothing; a later end (or none) makes the role they have last longer, an earlier one
    never makes it shorter.
    """
    # One grant to a person at a time, so that the same one twice at once is one role.
    User.objects.select_for_update().get(pk=user.pk)
    forget_standing(user)
    held = Membership.objects.current().filter(user=user, institution=institution, role=role)
    membership = held.order_by("pk").first()
    if membership is None:
        is_first = not Membership.objects.filter(user=user).exists()
        membership = Membership.objects.create(
            user=user, institution=institution, role=role, valid_until=until, granted_by=actor
        )
        if is_first:
            tell(Welcome, to=[user], about=user)
    elif membership.valid_until is None or (until is not None and until <= membership.valid_until):
        return membership
    else:
        membership.valid_until = until
        membership.save(update_fields=["valid_until"])
    record(actor=actor, action="grant_membership", target=membership, chain=institution.slug, subject=user, role=role)
    return membership


@transaction.atomic
def end_membership(actor: User, *, membership: Membership) -> Membership:
    """End somebody's role at once; twice changes nothing. A coordinator's open invitations end with the role."""
    place = Institution.objects.select_for_update().get(pk=membership.institution_id)
    # Read again behind the lock, so that two coordinators cannot end each other at the same moment.
    forget_standing(actor)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    if membership.ended_at is not None:
        return membership
    if not rules.can_end_membership(actor, membership):
        raise Refusal(_("You cannot end this role."))
    now = timezone.now()
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    if membership.role == Role.COORDINATOR:
        Invitation.objects.unanswered().filter(institution=place, invited_by=membership.user).update(withdrawn_at=now)
    forget_standing(membership.user)
    record(
        actor=actor,
        action="end_membership",
        target=membership,
        chain=place.slug,
        subject=membership.user,
        role=membership.role,
    )
    return membership


def record_reading_of_people(actor: User, *, institution: Institution, memberships: Iterable[Membership]) -> None:
    """Tell the people on a page of the list that a coordinator saw their name and address."""
    people = {membership.user_id: membership.user for membership in memberships}
    record_read(actor=actor, action="read_people", target=institution, chain=institution.slug, subjects=people.values())
