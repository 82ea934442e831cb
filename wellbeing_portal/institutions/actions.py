"""Verbs of people and places."""

import datetime
from typing import Any

from django.db import transaction

from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.enums import DomainKind
from wellbeing_portal.institutions.models import (
    Campus,
    EmailDomain,
    HomeOrganization,
    Institution,
    Membership,
    forget_standing,
)


@transaction.atomic
def load_partners(*, partners: list[dict[str, Any]]) -> int:
    """Load the partner facts (shape: data/partners.json); twice changes nothing. Returns how many."""
    for facts in partners:
        names = {f"name_{code}": name for code, name in facts["name"].items()}
        place, _made = Institution.objects.update_or_create(
            slug=facts["slug"],
            defaults={
                "kind": facts["kind"],
                "short_name": facts["short_name"],
                "website": facts["website"] or "",
                "official_code": facts["official_code"] or "",
                **names,
            },
        )
        for city in facts["cities"]:
            Campus.objects.get_or_create(institution=place, city=city)
        for kind in DomainKind:
            for domain in facts["email_domains"].get(kind, []):
                EmailDomain.objects.update_or_create(domain=domain, defaults={"institution": place, "kind": kind})
        for value in facts["haka_home_organizations"]:
            HomeOrganization.objects.update_or_create(value=value, defaults={"institution": place})
    places = {place.slug: place for place in Institution.objects.unscoped("linking unions to who they serve")}
    for facts in partners:
        if facts["serves"]:
            Institution.objects.filter(slug=facts["slug"]).update(serves=places[facts["serves"]])
    return len(partners)


@transaction.atomic
def grant_membership(
    actor: User | None, *, user: User, institution: Institution, role: str, until: datetime.date | None = None
) -> Membership:
    """Give somebody a role at an institution; twice changes nothing. ``actor`` None is the system."""
    membership, made = Membership.objects.get_or_create(
        user=user, institution=institution, role=role, valid_until=until, defaults={"granted_by": actor}
    )
    if made:
        record(
            actor=actor, action="grant_membership", target=membership, chain=institution.slug, subject=user, role=role
        )
    forget_standing(user)
    return membership
