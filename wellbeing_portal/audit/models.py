"""The trail: one chain per institution, each row sealed over the one before it."""

import hashlib
import hmac
import json
from typing import Any, Self

from django.conf import settings
from django.db import models

from wellbeing_portal.kernel.models import WalledQuerySet


def _keyed(text: str) -> str:
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def keyed_id(public_id: Any) -> str:
    """A person's id as the trail knows it: only somebody who holds AUDIT_KEY can make it again."""
    return _keyed(f"person:{public_id}")


class ChainQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Heads are for the commands of the operator, never for a page."""
        return self.none()


class Chain(models.Model):
    """The head of one chain; whoever appends holds this row's lock, so a chain grows one by one."""

    name = models.SlugField(max_length=60, unique=True)
    last_number = models.PositiveBigIntegerField(default=0)
    last_seal = models.CharField(max_length=64, blank=True, default="")

    objects = ChainQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class EntryQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was done to, or read of, the person's own data."""
        return self.filter(subject=keyed_id(user.public_id)) if user.is_authenticated else self.none()


class Entry(models.Model):
    """One thing that happened. Ids are keyed hashes: a row can outlive the person it names."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, blank=True, help_text="Keyed id of who did it; empty for the system.")
    action = models.CharField(max_length=60, help_text="verb_noun, as the action is named.")
    target = models.CharField(max_length=100, help_text="app.Model:public id of what it was done to.")
    subject = models.CharField(max_length=64, blank=True, help_text="Keyed id of whose data it is.")
    facts = models.JSONField(default=dict, help_text="Codes, counts and field names; never free text.")
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_entry_number")]
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_entry_subject"),
            models.Index(fields=["target"], name="audit_entry_target"),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.action}"

    def fitting_seal(self, chain_name: str) -> str:
        """The seal over everything the entry says and the seal before it (HMAC-SHA256, hex)."""
        said = [
            chain_name,
            self.number,
            self.at.isoformat(),
            self.actor,
            self.action,
            self.target,
            self.subject,
            self.facts,
            self.previous,
        ]
        return _keyed(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
