"""What somebody must still check."""

import datetime
from typing import NamedTuple

from guidance import rules
from guidance.enums import Check
from guidance.models import Service


class Due(NamedTuple):
    """A row that a person must look at, and why."""

    slug: str
    why: str
    sureness: str
    crisis: bool
    next_check: datetime.date | None
    look_at: str


def _reasons(service: Service, today: datetime.date) -> list[str]:
    check = rules.check_of(
        checked_on=service.checked_on,
        next_check=service.next_check,
        unconfirmed=service.unconfirmed,
        today=today,
    )
    towns = [area.town_fi for area in service.areas.all() if not area.phone]
    reasons = {
        "never checked": check in (Check.NEVER, Check.UNCONFIRMED),
        "check overdue": check == Check.OVERDUE,
        "sources leave something open": service.unconfirmed,
        "no way to reach it": not (service.phone or service.url or service.areas.all()),
        "no hours": not service.schedules.all(),
        f"no number in {', '.join(towns)}": bool(towns),
    }
    return [reason for reason, holds in reasons.items() if holds]


def services_due(today: datetime.date) -> list[Due]:
    """Crisis services first, then in the order of the page."""
    services = Service.objects.unscoped("a list for the operator").prefetch_related("schedules", "areas")
    due = [(service, _reasons(service, today)) for service in services]
    return [
        Due(
            service.slug,
            "; ".join(reasons),
            service.sureness,
            service.crisis,
            service.next_check,
            service.source_url or service.url or service.source,
        )
        for service, reasons in sorted(due, key=lambda pair: not pair[0].crisis)
        if reasons
    ]
