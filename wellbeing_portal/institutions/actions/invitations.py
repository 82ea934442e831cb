"""Asking people in by e-mail."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions import queries, rules
from wellbeing_portal.institutions.actions.people import grant_membership
from wellbeing_portal.institutions.models import VALID_FOR, Institution, Invitation, Membership, hash_of
from wellbeing_portal.institutions.notices import InvitationLetter
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell

# More than a big institution needs in a day, and too few to make the portal a sender of junk mail.
A_DAY = 200
PAUSE = datetime.timedelta(hours=1)


@transaction.atomic
def invite_person(
    actor: User | None,
    *,
    institution: Institution,
    email: str,
    role: str,
    language: str,
    role_until: datetime.date | None = None,
) -> Invitation:
    """Invite an address to a role; the letter is on its way from the commit on. ``actor`` None is the system.

    The same address and role once more renews the open invitation: the older letter stops working.
    """
    # One at a time for an institution, so that the day's limit holds.
    place = Institution.objects.select_for_update().get(pk=institution.pk)
    email = email.strip().lower()
    if not rules.can_grant(actor, place, role):
        raise Refusal(_("You cannot give this role."), "role")
    if role_until is not None and role_until < today():
        raise Refusal(_("The last day cannot be in the past."), "role_until")
    if Membership.objects.current().filter(institution=place, role=role, user__email__iexact=email).exists():
        raise Refusal(_("This person already has this role here."), "email")
    invitation = Invitation.objects.unanswered().filter(institution=place, email__iexact=email, role=role).first()
    if invitation is None:
        invitation = Invitation(institution=place, email=email, role=role)
    invitation.language, invitation.role_until, invitation.invited_by = language, role_until, actor
    _renew(actor, invitation)
    return invitation


@transaction.atomic
def send_invitation_again(actor: User, *, invitation: Invitation) -> Invitation:
    """Renew an open or expired invitation and send it anew; the older letter stops working."""
    Institution.objects.select_for_update().get(pk=invitation.institution_id)
    invitation = Invitation.objects.select_related("institution").get(pk=invitation.pk)
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise Refusal(_("This invitation is no longer open."))
    if not rules.can_grant(actor, invitation.institution, invitation.role):
        raise Refusal(_("You cannot give this role."))
    if invitation.role_until is not None and invitation.role_until < today():
        raise Refusal(_("The last day of the role has passed. Make a new invitation."))
    _renew(actor, invitation)
    return invitation


def _renew(actor: User | None, invitation: Invitation) -> None:
    now = timezone.now()
    begun = invitation.sent_at or (invitation.made_at if invitation.pk else None)
    if begun is not None and invitation.failed_at is None and now - begun < PAUSE:
        raise Refusal(_("We sent this invitation less than an hour ago. Wait a while before you send it again."))
    day = now - datetime.timedelta(days=1)
    if Invitation.objects.filter(institution=invitation.institution, made_at__gt=day).count() >= A_DAY:
        raise Refusal(_("Your institution has sent many invitations today. You can send more tomorrow."))
    invitation.made_at, invitation.expires_at = now, now + VALID_FOR
    invitation.secret_hash = hash_of(invitation.secret)
    invitation.sent_at = invitation.failed_at = None
    invitation.save()
    record(
        actor=actor,
        action="invite_person",
        target=invitation,
        chain=invitation.institution.slug,
        role=invitation.role,
    )
    # A letter sent again is a new letter, not a repeat of the older one.
    tell(InvitationLetter, about=invitation, key=now.isoformat())


@transaction.atomic
def withdraw_invitation(actor: User, *, invitation: Invitation) -> Invitation:
    """Make the letter worthless; twice, or after it was taken, changes nothing."""
    withdrawn = Invitation.objects.unanswered().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    invitation.refresh_from_db()
    if withdrawn:
        record(actor=actor, action="withdraw_invitation", target=invitation, chain=invitation.institution.slug)
    return invitation


@transaction.atomic
def accept_invitation(actor: User, *, invitation: Invitation) -> Membership:
    """Take the role that an invitation brings. The address it was sent to must be a confirmed one of the person."""
    if not queries.has_address(actor, invitation.email):
        raise Refusal(_("This invitation was sent to another address than the ones on your account."))
    place = Institution.objects.select_for_update().get(pk=invitation.institution_id)
    if not place.is_partner or (invitation.role_until is not None and invitation.role_until < today()):
        raise Refusal(_("This invitation does not work any more."))
    # One statement takes it, so that one letter gives one role however often it is pressed.
    now = timezone.now()
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=now, accepted_by=actor):
        raise Refusal(_("This invitation does not work any more."))
    membership = grant_membership(
        invitation.invited_by, user=actor, institution=place, role=invitation.role, until=invitation.role_until
    )
    record(actor=actor, action="accept_invitation", target=invitation, chain=place.slug, subject=actor)
    return membership
