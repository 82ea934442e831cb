"""Changing the directory, and writing the copy that help now reads."""

import json
import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from guidance.models import Schedule, Service
from guidance.queries import copy_path
from wellbeing_portal.audit.actions import record

SERVICE_FIELDS = [field.name for field in Service._meta.fields if field.name not in ("id", "public_id")]
SCHEDULE_FIELDS = ["weekday", "opens_at", "closes_at", "all_day", "channel", "languages"]


def _plain(row: Any, fields: list[str]) -> dict[str, Any]:
    """The row as JSON would have it, so that a row and a line of the file can be compared."""
    return json.loads(json.dumps({name: getattr(row, name) for name in fields}, cls=DjangoJSONEncoder))


def _as_line(service: Service) -> dict[str, Any]:
    schedules = [_plain(row, SCHEDULE_FIELDS) for row in service.schedules.order_by("pk")]
    return {**_plain(service, SERVICE_FIELDS), "schedules": schedules}


@transaction.atomic
def load_services(*, actor: Any, lines: list[dict[str, Any]]) -> int:
    """Make the directory's rows like the lines; rows not named stay. Returns how many changed."""
    known = {service.slug: service for service in Service.objects.unscoped("the directory is loaded whole")}
    changed = 0
    for line in lines:
        service = known.get(line["slug"])
        if service is not None and _as_line(service) == line:
            continue
        service = service or Service()
        for name in SERVICE_FIELDS:
            setattr(service, name, line[name])
        service.full_clean()
        service.save()
        Schedule.objects.filter(service=service).delete()
        for hours in line["schedules"]:
            Schedule.objects.create(service=service, **hours)
        record(actor=actor, action="guidance.service_loaded", target=service)
        changed += 1
    transaction.on_commit(write_copy)
    return changed


def write_copy() -> None:
    """Write the copy in one move: a reader finds the old one or the new one, never half of one."""
    services = Service.objects.unscoped("the copy holds the whole public directory")
    text = json.dumps({"services": [_as_line(service) for service in services]}, ensure_ascii=False, indent=1)
    target = copy_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Not a private temporary file: the web server may run as another user than the one who loads.
    half = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
    half.write_text(text, encoding="utf-8")
    half.replace(target)
