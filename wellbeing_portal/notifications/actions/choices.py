"""What people choose, and what they have read."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import Kind, kind_named
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.actions.leaving import read_token
from wellbeing_portal.notifications.actions.telling import new_wishes
from wellbeing_portal.notifications.enums import Digest, Wanted
from wellbeing_portal.notifications.models import LETTER, Choice, Mute, Notice, Suppression, Wishes
from wellbeing_portal.notifications.queries import count_anew

# A refused address may be tried again by its owner, but not so often that the portal looks like a sender of junk.
ASK_AGAIN_AFTER = datetime.timedelta(days=1)


def _own_wishes(user: Any) -> Wishes:
    """The person's wishes, locked; made when there are none yet."""
    Wishes.objects.bulk_create([new_wishes(user.pk, timezone.now())], ignore_conflicts=True)
    return Wishes.objects.select_for_update().get(pk=user.pk)


@transaction.atomic
def change_wishes(
    actor: Any, *, digest: str, weekday: int, hour: int, mail: bool, paused_until: datetime.date | None
) -> Wishes:
    """Keep when and how the person wants to be told; what waits moves to the new hour."""
    now = timezone.now()
    wishes = _own_wishes(actor)
    wishes.digest, wishes.weekday, wishes.hour = digest, weekday, hour
    wishes.mail, wishes.paused_until = mail, paused_until
    had_digest, wishes.digest_at = wishes.digest_at is not None, rules.next_digest(now, wishes)
    if wishes.digest_at is not None and not had_digest:
        # Whoever comes back is told what happens from now on, not all that was missed.
        wishes.told_until = now
    if not mail:
        wishes.letter_at = None
    elif wishes.letter_at is not None:
        wishes.letter_at = rules.next_hour(now, hour, not_before=paused_until)
    wishes.save()
    return wishes


def choose_kind(actor: Any, *, kind: Kind, wanted: str) -> None:
    """Keep what the person wants of a kind of message."""
    if kind.required:
        raise Refusal(str(kind.required), kind.name)
    Choice.objects.update_or_create(recipient=actor, kind=kind.name, defaults={"wanted": wanted})


@transaction.atomic
def keep_choices(actor: Any, *, kinds: Iterable[tuple[Kind, str]], **wishes: Any) -> None:
    """The whole page of choices at once: when and how, and what is wanted of the kinds that were changed."""
    change_wishes(actor, **wishes)
    for kind, wanted in kinds:
        choose_kind(actor, kind=kind, wanted=wanted)


@transaction.atomic
def pause(actor: Any, *, until: datetime.date | None) -> None:
    """Say nothing by e-mail before this day that is not required; None: go on."""
    wishes = _own_wishes(actor)
    change_wishes(
        actor,
        digest=wishes.digest,
        weekday=wishes.weekday,
        hour=wishes.hour,
        mail=wishes.mail,
        paused_until=until,
    )


def mute(actor: Any, *, key: str) -> None:
    """Say nothing optional about the thing any more. Twice changes nothing."""
    Mute.objects.get_or_create(recipient=actor, key=key)


def unmute(actor: Any, *, key: str) -> None:
    Mute.objects.filter(recipient=actor, key=key).delete()


@transaction.atomic
def leave_list(*, token: str) -> str | None:
    """What one press in a mail does (RFC 8058), without signing in and at once. Twice changes nothing.

    Returns the name of the list that was left; None when the token is not one of ours.
    """
    read = read_token(token)
    if read is None:
        return None
    person, name = read
    user = User.objects.unscoped("the token was sealed for this person").filter(public_id=person).first()
    if user is None:
        return None
    if name == LETTER:
        wishes = _own_wishes(user)
        wishes.digest, wishes.mail, wishes.digest_at, wishes.letter_at = Digest.NEVER, False, None, None
        wishes.save()
        return name
    kind = kind_named(name)
    if kind is None or kind.required:
        return None
    known = Choice.objects.filter(recipient=user, kind=name, wanted=Wanted.NOTHING)
    if not known.exists():
        choose_kind(user, kind=kind, wanted=Wanted.PORTAL)
    return name


def mark_read(actor: Any, *, notices: list[Notice]) -> None:
    """These have been read. Only one's own; twice changes nothing."""
    Notice.objects.visible_to(actor).filter(pk__in=[row.pk for row in notices], read_at__isnull=True).update(
        read_at=timezone.now()
    )
    count_anew([actor.pk])


def mark_read_about(actor: Any, *, targets: Iterable[Any]) -> None:
    """The person has seen the things themselves, by these public ids, so that nothing about them is new."""
    unread = Notice.objects.visible_to(actor).filter(read_at__isnull=True, target_id__in=targets)
    if unread.update(read_at=timezone.now()):
        count_anew([actor.pk])


def mark_all_read(actor: Any, *, until: datetime.datetime) -> None:
    """All that was said until the page was opened; what came since stays new."""
    Notice.objects.visible_to(actor).filter(read_at__isnull=True, said_at__lte=until).update(read_at=timezone.now())
    count_anew([actor.pk])


def ask_again(actor: Any) -> None:
    """The address works again, says its owner: mails may go there."""
    refused = Suppression.objects.filter(address=actor.email.lower()).first()
    if refused is None:
        return
    if timezone.now() - refused.since < ASK_AGAIN_AFTER:
        raise Refusal(_("Your mailbox refused our mail less than a day ago. Try again tomorrow."))
    refused.delete()
    count_anew([actor.pk])
