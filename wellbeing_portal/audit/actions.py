"""Appending to the trail."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from wellbeing_portal.audit.models import Chain, Entry

PORTAL = "portal"


def keyed_id(public_id: Any) -> str:
    """A person's id as the trail knows it: only somebody who holds AUDIT_KEY can make it again."""
    return hmac.new(settings.AUDIT_KEY.encode(), f"person:{public_id}".encode(), hashlib.sha256).hexdigest()


def seal_of(entry: Entry, chain_name: str) -> str:
    """The seal over everything the entry says and the seal before it (HMAC-SHA256, hex)."""
    said = [
        chain_name,
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.target,
        entry.subject,
        entry.facts,
        entry.previous,
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def record(
    *, actor: Any, action: str, target: models.Model, chain: str = PORTAL, subject: Any = None, **facts: Any
) -> Entry:
    """Append one entry; call it inside the transaction of the change it tells about.

    ``actor`` and ``subject`` are users (None: the system, or nobody's data). ``chain`` is the slug of
    the institution the thing belongs to. ``facts`` are codes and counts, never what people wrote.
    """
    Chain.objects.get_or_create(name=chain)
    head = Chain.objects.select_for_update().get(name=chain)
    entry = Entry(
        chain=head,
        number=head.last_number + 1,
        at=timezone.now(),
        actor=keyed_id(actor.public_id) if actor is not None else "",
        action=action,
        target=f"{target._meta.label}:{getattr(target, 'public_id', target.pk)}",
        subject=keyed_id(subject.public_id) if subject is not None else "",
        facts=facts,
        previous=head.last_seal,
    )
    entry.seal = seal_of(entry, chain)
    entry.save(force_insert=True)
    Chain.objects.filter(pk=head.pk).update(last_number=entry.number, last_seal=entry.seal)
    return entry
