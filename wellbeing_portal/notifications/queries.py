"""What waits to be read, and how the mails do."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.template.loader import render_to_string

from wellbeing_portal.kernel.voice import Kind, kind_named
from wellbeing_portal.notifications.models import Notice

# Seconds: a worker of another machine may have said something meanwhile.
COUNT_KEPT = 60


@dataclass(frozen=True)
class Line:
    """One notice as the reader meets it: a sentence in their language, and the address it leads to."""

    notice: Notice
    kind: Kind
    text: str
    link: str


def inbox(user: Any) -> QuerySet[Notice]:
    """The person's notices, the newest first."""
    return Notice.objects.visible_to(user).order_by("-said_at", "-pk")


def lines_of(recipient: Any, notices: Sequence[Notice], *, by_mail: bool = False) -> list[Line]:
    """The notices in words of the active language; one query for each kind among them.

    Left out are those about things that the recipient may no longer see, and ``by_mail`` those that their
    kind has thought better of; nor does an e-mail say what is for the portal only.
    """
    ids: dict[str, set[uuid.UUID]] = defaultdict(set)
    for notice in notices:
        ids[notice.kind].add(notice.target_id)
    targets = {}
    for name, wanted in ids.items():
        known = kind_named(name)
        if known is not None:
            targets[name] = known.targets(recipient, wanted)
    lines = []
    for notice in notices:
        kind = kind_named(notice.kind)
        target = targets.get(notice.kind, {}).get(notice.target_id)
        if kind is None or target is None or (by_mail and not kind.still_wanted(target, recipient)):
            continue
        facts = {**kind.facts(target, recipient), **({} if by_mail else kind.only_inside(target))}
        text = render_to_string(f"{kind.folder}/line.txt", {**facts, "count": notice.count}).strip()
        lines.append(Line(notice, kind, text, facts["link"]))
    return lines


def _count_key(pk: int) -> str:
    return f"unread:{pk}"


def unread_count(user: Any) -> int:
    """How many notices wait; kept for a minute, and forgotten when something is said or read."""
    count = cache.get(_count_key(user.pk))
    if count is None:
        count = Notice.objects.visible_to(user).filter(read_at__isnull=True).count()
        cache.set(_count_key(user.pk), count, COUNT_KEPT)
    return count


def count_anew(people: Iterable[int]) -> None:
    """Forget the kept counts of these people."""
    cache.delete_many([_count_key(pk) for pk in people])
