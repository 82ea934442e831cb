"""What a log line may hold: what happened and where in the code, never whose data it was."""

import traceback
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings

Event = MutableMapping[str, Any]
# Frameworks say the path, the query string or the whole request; these say as much without.
REASONS_ONLY = ("django.request", "django.security", "django.server")


def without_people(logger: Any, name: str, event: Event) -> Event:
    """Of a framework's line about a request keep the reason alone: paths and queries may hold what people typed."""
    args, record = event.pop("positional_args", None), event["_record"]
    event["logger"] = record.name
    if record.name == "celery.app.trace" and isinstance(args, dict):
        # Its words repeat what the exception says.
        event["event"], event["task"] = "task_failed", args.get("name")
    if record.name.startswith(REASONS_ONLY):
        event["event"] = str(args[0]) if args and isinstance(args, tuple) else record.name.rpartition(".")[2]
    return event


def _frames(error: BaseException) -> list[str]:
    base = f"{settings.BASE_DIR}/"
    return [
        f"{frame.filename.removeprefix(base)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def kinds_and_places(logger: Any, name: str, event: Event) -> Event:
    """Turn an exception into its kind, its causes and the lines it came through.

    Its message stays out: a database names the address that was there twice, a parser what was typed.
    """
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        kinds: list[str] = []
        seen: BaseException | None = error
        while seen is not None and len(kinds) < 5:
            kinds.append(type(seen).__qualname__)
            seen = seen.__cause__ or seen.__context__
        event["exception"] = kinds
        event["where"] = _frames(error)
    return event
