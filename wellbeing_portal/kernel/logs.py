"""What a log line may hold: what happened and where in the code, never whose data it was."""

import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
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


def lines_of_json(level: str, *, whole_exceptions: bool) -> dict[str, Any]:
    """What LOGGING is set to: one JSON line an event from ``level`` on, on the standard error.

    Sets structlog up too, so that its lines and those of the standard library look the same.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": "structlog.stdlib.ProcessorFormatter",
        "pass_foreign_args": True,
        "processors": [
            structlog.processors.format_exc_info if whole_exceptions else kinds_and_places,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(allow=["status_code"]),
            without_people,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level},
            # Our own line about each request says its status already; what failed in our code is said in full.
            "django.request": {"level": "ERROR"},
            "django.security.csrf": {"level": "ERROR"},
            # A line for each tick would hide everything else.
            "celery": {"level": "WARNING"},
        },
    }
