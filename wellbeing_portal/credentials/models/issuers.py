"""In whose name badges are signed, with which keys, and the lists of what was revoked."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet

# The slug of the issuer that is no institution.
PORTAL = "portal"
# Bits of a list: the least that hides which is whose. 16 kB, and a few dozen bytes when packed.
LIST_LENGTH = 131_072


def no_bits() -> bytes:
    return bytes(LIST_LENGTH // 8)


class PublishedQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What anybody needs who checks a badge is published, for ever."""
        return self.all()


class IssuerProfile(Row):
    """One for each institution, and one for the portal. Its slug is in addresses that are signed, so it stays."""

    institution = models.OneToOneField(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="issuer"
    )
    slug = models.SlugField(unique=True)
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution=None, slug=PORTAL) | (Q(institution__isnull=False) & ~Q(slug=PORTAL)),
                name="credentials_issuer_portal",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class IssuerKey(Row):
    """A pair of which the public part is listed for ever; the private part is gone when the key is retired."""

    issuer = models.ForeignKey(IssuerProfile, on_delete=models.PROTECT, related_name="keys")
    algorithm = models.CharField(max_length=10, choices=Algorithm)
    kid = models.CharField(max_length=64, unique=True, help_text="The multibase key, or the thumbprint of the JWK.")
    jwk = models.JSONField(help_text="The public part.")
    private_pem = EncryptedTextField(blank=True)
    active_from = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["active_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "algorithm"], condition=Q(retired_at=None), name="credentials_key_active_once"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) & ~Q(private_pem="") | Q(retired_at__isnull=False, private_pem=""),
                name="credentials_key_private_while_active",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("active_from")), name="credentials_key_period"
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class StatusList(Row):
    """One bit for each badge of an issuer, set when it was revoked; ``signed`` is what others fetch."""

    issuer = models.ForeignKey(IssuerProfile, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveIntegerField(unique=True)
    bits = models.BinaryField(default=no_bits)
    taken = models.PositiveIntegerField(default=0)
    signed = models.TextField()
    signed_at = models.DateTimeField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=LIST_LENGTH // 2), name="credentials_list_half_full"),
        ]

    def __str__(self) -> str:
        return f"status list {self.number}"
