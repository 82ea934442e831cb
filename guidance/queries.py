"""What the help-now page shows. It reads a file, never the database, so that it works when the database does not."""

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from guidance.rules import Hours, is_open

PACKAGED = Path(__file__).resolve().parent / "data" / "services.json"
EMERGENCY = "emergency-112"


def copy_path() -> Path:
    """Where the copy that help now reads lies."""
    return Path(settings.VAR_DIR) / "help_now.json"


def packaged_services() -> list[dict[str, Any]]:
    """The rows that come with the portal."""
    return json.loads(PACKAGED.read_text(encoding="utf-8"))["services"]


def copied_services() -> list[dict[str, Any]]:
    """The rows of the copy; those that came with the portal when there is no whole copy."""
    try:
        return json.loads(copy_path().read_text(encoding="utf-8"))["services"]
    except (OSError, ValueError, KeyError):
        return packaged_services()


def has_copy() -> bool:
    """Whether there is a whole copy, so that help now shows what the directory says and not what came with it."""
    try:
        return bool(json.loads(copy_path().read_text(encoding="utf-8"))["services"])
    except (OSError, ValueError, KeyError):
        return False


def _time(text: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None


def _hours(rows: list[dict[str, Any]]) -> list[Hours]:
    return [Hours(row["weekday"], _time(row["opens_at"]), _time(row["closes_at"]), row["all_day"]) for row in rows]


def _in_language(row: dict[str, Any], field: str, language: str) -> str:
    return row[f"{field}_{language}"] or row[f"{field}_fi"]


def _card(row: dict[str, Any], language: str, moment: datetime.datetime) -> dict[str, Any]:
    schedules = row["schedules"]
    spoken = [hours for hours in schedules if language in (hours["languages"] or row["languages"])]
    return {
        **row,
        "name": _in_language(row, "name", language),
        "description": _in_language(row, "description", language),
        "tel": "".join(row["phone"].split()),
        "open": is_open(_hours(schedules), moment),
        "open_in_language": bool(spoken) and is_open(_hours(spoken), moment) is True,
    }


def help_now(*, language: str, moment: datetime.datetime) -> dict[str, list[dict[str, Any]]]:
    """112, then what is open now in the reader's language, then the rest, then what is closed."""
    rows = sorted(copied_services(), key=lambda row: (row["urgent_order"], row["slug"]))
    cards = [_card(row, language, moment) for row in rows]
    others = [card for card in cards if card["slug"] != EMERGENCY]
    rest = [card for card in others if not card["open_in_language"] and card["open"] is not False]
    return {
        "emergency": [card for card in cards if card["slug"] == EMERGENCY],
        "open_now": [card for card in others if card["open_in_language"]],
        # What is surely open, though in another language, is more use than what perhaps is.
        "rest": sorted(rest, key=lambda card: card["open"] is None),
        "closed": [card for card in others if card["open"] is False],
    }
