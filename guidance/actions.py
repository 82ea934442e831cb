"""Changing the directory, and writing the copy that help now reads."""

import json
import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from guidance.models import Schedule, Service, ServiceArea
from guidance.queries.copy import FORMAT, copy_path
from wellbeing_portal.audit.actions import record


def _columns(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if field.name not in ("id", "public_id", "service")]


SERVICE_FIELDS = _columns(Service)
# What belongs to a service, and is written anew with it.
PARTS: dict[str, type[models.Model]] = {"schedules": Schedule, "areas": ServiceArea}


def _plain(row: Any, fields: list[str]) -> dict[str, Any]:
    """The row as JSON would have it, so that a row and a line of the file can be compared."""
    return json.loads(json.dumps({name: getattr(row, name) for name in fields}, cls=DjangoJSONEncoder))


def _as_line(service: Service) -> dict[str, Any]:
    parts = {
        name: [_plain(row, _columns(model)) for row in sorted(getattr(service, name).all(), key=lambda row: row.pk)]
        for name, model in PARTS.items()
    }
    return {**_plain(service, SERVICE_FIELDS), **parts}


def _all_services() -> models.QuerySet[Service]:
    return Service.objects.unscoped("the whole public directory").prefetch_related(*PARTS)


def _write_line(service: Service, line: dict[str, Any]) -> None:
    for name in SERVICE_FIELDS:
        setattr(service, name, line[name])
    service.full_clean()
    service.save()
    for name, model in PARTS.items():
        getattr(service, name).all().delete()
        for values in line[name]:
            row = model(service=service, **values)
            row.full_clean()
            row.save()


@transaction.atomic
def load_services(*, actor: Any, lines: list[dict[str, Any]]) -> int:
    """Make the directory's rows like the lines; rows not named stay. Returns how many changed."""
    known = {service.slug: service for service in _all_services()}
    changed = 0
    for line in lines:
        service = known.get(line["slug"], Service())
        if service.pk and _as_line(service) == line:
            continue
        _write_line(service, line)
        record(actor=actor, action="guidance.service_loaded", target=service)
        changed += 1
    transaction.on_commit(write_copy)
    return changed


def write_copy() -> None:
    """Write the copy in one move: a reader finds the old one or the new one, never half of one."""
    held = {"format": FORMAT, "services": [_as_line(service) for service in _all_services()]}
    text = json.dumps(held, ensure_ascii=False, indent=1)
    target = copy_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Not a private temporary file: the web server may run as another user than the one who loads.
    half = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
    half.write_text(text, encoding="utf-8")
    half.replace(target)
