"""Loading the partners."""

from typing import Any

from django.db import transaction

from wellbeing_portal.institutions.enums import DomainKind
from wellbeing_portal.institutions.models import Campus, EmailDomain, HomeOrganization, Institution


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
