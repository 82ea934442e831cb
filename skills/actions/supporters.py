"""Naming supporters, agreeing to be one, and ending it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skills import rules
from skills.actions.guided import return_text
from skills.enums import SharedState
from skills.models import SharedText, Supporter
from skills.notices import SupportAsked
from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.institutions.models import Institution, Membership
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell


@transaction.atomic
def name_supporter(actor: Any, *, institution: Institution, email: str) -> Supporter:
    """Ask one of the own people to be a supporter. Whoever was asked already is found."""
    if not rules.can_name_supporters(actor, institution):
        raise Refusal(_("Only a coordinator of the institution names supporters."))
    people = Membership.objects.visible_to(actor).current().filter(institution=institution, user__is_active=True)
    membership = people.filter(user__email__iexact=email).select_related("user").order_by("pk").first()
    if membership is None:
        raise Refusal(_("None of your own people has this address."), "email")
    made = Supporter(institution=institution, user=membership.user, named_by=actor)
    Supporter.objects.bulk_create([made], ignore_conflicts=True)
    supporter = Supporter.objects.select_related("user", "institution").get(
        institution=institution, user=membership.user, ended_at=None
    )
    if supporter.public_id == made.public_id:
        tell(SupportAsked, to=[supporter.user], about=supporter)
        _record(actor, supporter, "name_supporter")
    return supporter


@transaction.atomic
def agree_to_support(actor: Any, *, supporter: Supporter) -> None:
    """From now on the own students can ask. Twice is once."""
    if supporter.user_id != actor.pk:
        raise Refusal(_("Only the person themself can agree."))
    waiting = Supporter.objects.filter(pk=supporter.pk, agreed_at=None, ended_at=None)
    if waiting.update(agreed_at=timezone.now()):
        _record(actor, supporter, "agree_to_support")


@transaction.atomic
def end_supporter(actor: Any, *, supporter: Supporter) -> None:
    """Nobody can ask any more, and what waits goes back to its students. Twice is once."""
    if not rules.can_end_supporter(actor, supporter):
        raise Refusal(_("You can end this only for yourself or at your own institution."))
    if not Supporter.objects.filter(pk=supporter.pk, ended_at=None).update(ended_at=timezone.now()):
        return
    with recorded_last():
        for shared in SharedText.objects.filter(supporter=supporter, state=SharedState.WAITING).order_by("pk"):
            return_text(None, shared=shared)
        _record(actor, supporter, "end_supporter")


def _record(actor: Any, supporter: Supporter, action: str) -> None:
    record(actor=actor, action=action, target=supporter, chain=supporter.institution.slug, subject=supporter.user)
