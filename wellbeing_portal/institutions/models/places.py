"""The partners: facts that are public."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import DomainKind, Kind
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class InstitutionQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who the partners are is public."""
        return self.all()

    def partners_on(self, day: datetime.date) -> Self:
        """Institutions whose partner period covers the day (both ends included)."""
        return self.filter(Q(partner_from__isnull=True) | Q(partner_from__lte=day)).filter(
            Q(partner_until__isnull=True) | Q(partner_until__gte=day)
        )


class Institution(Row):
    """A partner. The name is translated (name_fi, name_sv, name_en); a missing one stays missing."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    website = models.URLField(blank=True)
    official_code = models.CharField(max_length=10, blank=True, help_text="Code of the Finnish education authorities.")
    serves = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="served_by",
        help_text="The institution whose students a union serves.",
    )
    partner_from = models.DateField(null=True, blank=True)
    partner_until = models.DateField(null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner_from__isnull=True)
                | Q(partner_until__isnull=True)
                | Q(partner_until__gte=F("partner_from")),
                name="institutions_partner_period",
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    def is_partner_on(self, day: datetime.date) -> bool:
        """Whether the partner period covers the day."""
        return (self.partner_from is None or self.partner_from <= day) and (
            self.partner_until is None or day <= self.partner_until
        )

    @property
    def is_partner(self) -> bool:
        return self.is_partner_on(today())


class PublicFactQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Public facts about a partner."""
        return self.all()


class Campus(Row):
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="campuses")
    city = models.CharField(max_length=60)

    objects = PublicFactQuerySet.as_manager()

    class Meta:
        ordering = ["city"]
        constraints = [models.UniqueConstraint(fields=["institution", "city"], name="institutions_campus_once")]

    def __str__(self) -> str:
        return self.city


class EmailDomain(models.Model):
    """A mail domain that proves the institution; never a role beyond student."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="email_domains")
    domain = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=DomainKind)

    objects = PublicFactQuerySet.as_manager()

    def __str__(self) -> str:
        return self.domain


class HomeOrganization(models.Model):
    """A schacHomeOrganization value of the Haka federation; one institution has many."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="home_organizations")
    value = models.CharField(max_length=120, unique=True)

    objects = PublicFactQuerySet.as_manager()

    def __str__(self) -> str:
        return self.value
