"""Verbs of groups: make, change, propose, and move from state to state."""

import secrets
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from communities.actions.guests import cancel_meetups_of
from communities.actions.suspended import refuse_suspended
from communities.enums import Form, GroupState, Review
from communities.models import Group, GroupTheme
from communities.notices import ProposalAnswered
from communities.registry import RESERVED_SLUGS
from communities.rules import MOST_OPEN_PROPOSALS, MOVES
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell

SLUG_LENGTH = 60


class ChangedSinceError(Exception):
    """Somebody else has saved the group since the editor opened it."""


def _slugs(title: str) -> Iterator[str]:
    """Addresses to try, the plainest first; the last ones are sure to be free."""
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or "group"
    if stem not in RESERVED_SLUGS:
        yield stem
    for number in range(2, 6):
        yield f"{stem}-{number}"
    while True:
        yield f"{stem}-{secrets.token_hex(4)}"


def _inserted(facts: dict[str, Any]) -> Group:
    """Insert the row under the first free address; two at once get two addresses."""
    titles = [facts.get(f"title_{code}") for code in ("fi", "sv", "en")]
    slugs = _slugs(next((title for title in titles if title), ""))
    while True:
        slug = next(slugs)
        try:
            with transaction.atomic():
                return Group.objects.create(slug=slug, **facts)
        except IntegrityError:
            # The address is taken: try the next. Any other fault is not ours to hide.
            if not Group.objects.filter(slug=slug).exists():
                raise


def _set_links(group: Group, *, themes: Iterable[str], shared_with: Iterable[Institution]) -> None:
    themes = set(themes)
    GroupTheme.objects.filter(group=group).exclude(theme__in=themes).delete()
    GroupTheme.objects.bulk_create(
        [GroupTheme(group=group, theme=theme) for theme in sorted(themes)], ignore_conflicts=True
    )
    group.shared_with.set(shared_with)


def _new_group(
    facts: dict[str, Any],
    *,
    once: uuid.UUID | None,
    themes: Iterable[str],
    shared_with: Iterable[Institution] = (),
) -> Group:
    if not facts["owner"].is_partner:
        raise Refusal(_("This partner's time on the portal has ended, so it makes no new groups."), "owner")
    # Where people tell how they are, a host reads first; the hosts may change that.
    review = Review.ALL if facts["form"] == Form.SUPPORT else Review.NOBODY
    group = _inserted({"review": review, **facts, "public_id": once or uuid.uuid4()})
    _set_links(group, themes=themes, shared_with=shared_with)
    return group


def _made_by_this_form(actor: Any, owner: Institution, once: uuid.UUID | None) -> Group | None:
    """The group that an earlier send of the same form made. The person's own row is the lock for what follows."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    return Group.objects.filter(owner=owner, public_id=once).first() if once else None


@transaction.atomic
def create_group(
    actor: Any,
    *,
    owner: Institution,
    once: uuid.UUID | None = None,
    themes: Iterable[str] = (),
    shared_with: Iterable[Institution] = (),
    **facts: Any,
) -> Group:
    """Make a draft in the owner's name. A partner that has ended makes nothing new.

    ``once`` becomes the group's public id, so that the same form sent twice finds the first group.
    """
    if (first := _made_by_this_form(actor, owner, once)) is not None:
        return first
    draft = {**facts, "owner": owner, "state": GroupState.DRAFT}
    group = _new_group(draft, once=once, themes=themes, shared_with=shared_with)
    record(actor=actor, action="create_group", target=group, chain=owner.slug)
    return group


@transaction.atomic
def propose_group(
    actor: Any,
    *,
    owner: Institution,
    once: uuid.UUID | None = None,
    themes: Iterable[str] = (),
    **facts: Any,
) -> Group:
    """Put an idea before the owner's keepers. One person has only a few ideas waiting at a time."""
    # Two tabs cannot slip past the limit together either.
    if (first := _made_by_this_form(actor, owner, once)) is not None:
        return first
    if Group.objects.filter(proposed_by=actor, state=GroupState.PROPOSED).count() >= MOST_OPEN_PROPOSALS:
        raise Refusal(_("Your earlier proposals are still waiting for an answer. Propose this after that."))
    refuse_suspended(actor, at=owner.pk)
    proposal = {**facts, "owner": owner, "state": GroupState.PROPOSED, "proposed_by": actor}
    group = _new_group(proposal, once=once, themes=themes)
    record(actor=actor, action="propose_group", target=group, chain=owner.slug)
    return group


@transaction.atomic
def update_group(
    actor: Any,
    *,
    group: Group,
    version: int,
    themes: Iterable[str],
    shared_with: Iterable[Institution],
    **facts: Any,
) -> Group:
    """Save an edit made on ``version``. Raises ChangedSinceError when somebody saved in between."""
    locked = Group.objects.select_for_update(of=("self",)).select_related("owner").get(pk=group.pk)
    if locked.version != version:
        raise ChangedSinceError
    capacity = facts.get("capacity")
    if capacity is not None and capacity < locked.member_count:
        raise Refusal(
            _("There are %(count)s members already, so there must be at least as many places.")
            % {"count": locked.member_count},
            "capacity",
        )
    changed = sorted(name for name, value in facts.items() if getattr(locked, name) != value)
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.version = version + 1
    locked.save()
    _set_links(locked, themes=themes, shared_with=shared_with)
    record(actor=actor, action="update_group", target=locked, chain=locked.owner.slug, fields=changed)
    return locked


WORD_OF: dict[str, str] = {
    GroupState.OPEN: "open_group",
    GroupState.RESTING: "rest_group",
    GroupState.CLOSED: "close_group",
}


@transaction.atomic
def move_group(actor: Any, *, group: Group, to: str) -> Group:
    """Open, rest or close a group; accepting a proposal is opening it. Twice changes nothing."""
    moved = Group.objects.filter(pk=group.pk, state__in=MOVES[to]).update(
        state=to, changed_at=timezone.now(), reason="", rest_note="", back_on=None, read_until=None
    )
    if moved:
        if to == GroupState.CLOSED:
            cancel_meetups_of(group)
        record(actor=actor, action=WORD_OF[to], target=group, chain=group.owner.slug, before=group.state)
        if group.state == GroupState.PROPOSED and group.proposed_by is not None:
            tell(ProposalAnswered, to=[group.proposed_by], about=group)
    group.refresh_from_db()
    return group


@transaction.atomic
def decline_proposal(actor: Any, *, group: Group, reason: str) -> Group:
    """Say no to a proposal with a reason that its maker sees. Twice changes nothing."""
    moved = Group.objects.filter(pk=group.pk, state=GroupState.PROPOSED).update(
        state=GroupState.DECLINED, changed_at=timezone.now(), reason=reason
    )
    if moved:
        record(actor=actor, action="decline_proposal", target=group, chain=group.owner.slug, subject=group.proposed_by)
        if group.proposed_by is not None:
            tell(ProposalAnswered, to=[group.proposed_by], about=group)
    group.refresh_from_db()
    return group
