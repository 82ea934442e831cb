"""Help now: 112, then what is open at this minute for this reader, then the rest."""

import datetime
from functools import lru_cache
from typing import Any

from django.utils import translation

from guidance import rules
from guidance.enums import DAYS, Age, Check, State
from guidance.queries import words
from guidance.queries.copy import copied_services, copy_stamp
from guidance.rules import HELSINKI, Hours

EMERGENCY = "emergency-112"
OUT_OF_HOURS = "paivystysapu"
# A service of the reader's own town comes right after 112 and 116 117.
OWN_TOWN_ORDER = 25


def _time(text: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def hours_of(row: dict[str, Any]) -> Hours:
    return Hours(
        weekdays=tuple(DAYS.index(day) for day in row["byday"].split(",") if day),
        opens_at=_time(row["opens_at"]),
        closes_at=_time(row["closes_at"]),
        all_day=row["all_day"],
        closed=row["closed"],
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        on_holidays=row["on_holidays"],
        channel=row["channel"],
    )


def _line_keys(schedules: list[dict[str, Any]]) -> list[tuple[str, tuple[str, ...]]]:
    """The lines to show: each channel and its languages once; the whole service when none is named."""
    keys = list(dict.fromkeys((row["channel"], tuple(row["languages"])) for row in schedules))
    return [key for key in keys if key[0]] or keys[:1] or [("", ())]


def _answers_anybody(row: dict[str, Any]) -> bool:
    """A crisis line for everybody, day and night: 112, 116 117 and MIELI come first in every language."""
    day_and_night = any(hours["all_day"] and not hours["byday"] for hours in row["schedules"])
    return bool(row["crisis"] and row["phone"] and not row["needs"] and day_and_night)


def _line(key: tuple[str, tuple[str, ...]], row: dict[str, Any], language: str, moment: datetime.datetime) -> dict:
    channel, spoken = key
    rows = [
        hours
        for hours in row["schedules"]
        if hours["channel"] in ("", channel) and tuple(hours["languages"]) in ((), spoken)
    ]
    turns = [words.turn_of(step, moment) for step in rules.steps(map(hours_of, rows), moment)]
    return {
        "channel": channel,
        "languages": [words.language_name(code) for code in spoken],
        "here": rules.speaks(spoken or row["languages"], language) or _answers_anybody(row),
        "turns": turns,
        "state": turns[0].state,
    }


def _in_language(row: dict[str, Any], field: str, language: str) -> dict[str, str]:
    """The text, and the language it is in when it had to be another than the reader's."""
    own = row[f"{field}_{language}"]
    return {field: own or row[f"{field}_fi"], f"{field}_language": "" if own else "fi"}


def _tel(phone: str) -> str:
    return "".join(phone.split())


def _area(area: dict[str, Any], language: str) -> dict[str, Any]:
    town = area["town_sv"] if language == "sv" else area["town_fi"]
    names = _in_language(area, "name", language)
    return {**area, **names, "town": town or area["town_fi"], "tel": _tel(area["phone"])}


def _card(row: dict[str, Any], language: str, moment: datetime.datetime, told: tuple) -> dict[str, Any]:
    days, said = told
    lines = [_line(key, row, language, moment) for key in _line_keys(row["schedules"])]
    for line in lines:
        line["text"] = words.line_text(line["turns"], 0, days, said)
    dates = {name: _date(row[name]) for name in ("checked_on", "next_check")}
    today = moment.astimezone(HELSINKI).date()
    return {
        **row,
        **dates,
        **_in_language(row, "name", language),
        **_in_language(row, "description", language),
        "tel": _tel(row["phone"]),
        "languages": [words.language_name(code) for code in row["languages"]],
        "speaks": rules.speaks(row["languages"], language) or _answers_anybody(row),
        "under": None if row["minimum_age"] or not row["maximum_age"] else row["maximum_age"] + 1,
        "lines": lines,
        "areas": [_area(area, language) for area in row["areas"]],
        "check": rules.check_of(**dates, unconfirmed=row["unconfirmed"], today=today),
    }


@lru_cache(maxsize=64)
def _cards(stamp: tuple[int, int], language: str, moment: datetime.datetime) -> tuple[list[dict[str, Any]], tuple]:
    """The cards of a minute. Kept, as they are the same for every reader of the language."""
    with translation.override(language):
        told = (words.days_from(moment), words.phrases())
        return [_card(row, language, moment, told) for row in copied_services()], told


def _is_first_choice(card: dict[str, Any], age: Age) -> bool:
    return rules.fits_age(card["minimum_age"], card["maximum_age"], age)


def _rank(card: dict[str, Any], age: Age) -> tuple:
    """The reader's language and age first, what is for anything before what is for one thing."""
    fits = _is_first_choice(card, age)
    made_for_them = age != Age.NOT_SAID and fits and card["maximum_age"] is not None
    return (not card["speaks"], not fits, bool(card["needs"]), not made_for_them, card["urgent_order"], card["slug"])


def group_of(card: dict[str, Any], age: Age, days: list[words.Day], minute: int = 0) -> str:
    """Where a card stands that many minutes after the page was made."""
    states = [(line["here"], words.state_in(line["turns"], minute, days)) for line in card["lines"]]
    best = max(state for _here, state in states)
    if best == State.OPEN:
        here = any(here and state == State.OPEN for here, state in states)
        return "open_now" if here and _is_first_choice(card, age) else "open_other"
    return "closed" if best == State.CLOSED else "maybe"


def _of_town(card: dict[str, Any], area: dict[str, Any]) -> dict[str, Any]:
    """The service with the number of the reader's own town."""
    lines = [{**line, "here": True} for line in card["lines"]]
    own = {"area": area, "phone": area["phone"], "tel": area["tel"], "speaks": True, "lines": lines}
    return {**card, **own, "urgent_order": OWN_TOWN_ORDER}


def _hours_for_page(cards: list[dict[str, Any]], told: tuple, age: Age, moment: datetime.datetime) -> dict[str, Any]:
    days, said = told
    return {
        "base": int(moment.timestamp()) // 60,
        "days": days,
        "words": said,
        "rows": {
            card["slug"]: {
                "lines": [{"here": line["here"], "turns": line["turns"]} for line in card["lines"]],
                "first": _is_first_choice(card, age),
            }
            for card in cards
        },
    }


def help_now(
    *, language: str, moment: datetime.datetime, age: Age = Age.NOT_SAID, town: str = "", partner: str = ""
) -> dict[str, Any]:
    """Everything the page shows. Every service is in exactly one group."""
    moment = moment.astimezone(datetime.UTC).replace(second=0, microsecond=0)
    cards, told = _cards(copy_stamp(), language, moment)
    for_town = {card["slug"]: area for card in cards for area in card["areas"] if area["slug"] == town}
    cards = [_of_town(card, for_town[card["slug"]]) if card["slug"] in for_town else card for card in cards]
    cards.sort(key=lambda card: _rank(card, age))
    towns = [area for card in cards for area in card["areas"]]
    groups: dict[str, list] = {"open_now": [], "open_other": [], "maybe": [], "closed": []}
    for card in cards:
        if card["slug"] != EMERGENCY:
            groups[group_of(card, age, told[0])].append(card)
    return {
        **groups,
        "emergency": [card for card in cards if card["slug"] == EMERGENCY],
        "out_of_hours": next((card for card in cards if card["slug"] == OUT_OF_HOURS), None),
        "never_checked": any(card["check"] in (Check.NEVER, Check.UNCONFIRMED) for card in cards),
        "towns": sorted(towns, key=lambda area: partner not in area["institutions"]),
        "hours": _hours_for_page(cards, told, age, moment),
        "made_at": moment.astimezone(HELSINKI),
    }


def town_said(asked: str | None, kept: str, partner: str) -> str:
    """The town in the address, else the one kept on the device, else the only town of the reader's institution."""
    areas = [area for row in copied_services() for area in row["areas"]]
    said = kept if asked is None else asked
    if said in {area["slug"] for area in areas}:
        return said
    own = [area["slug"] for area in areas if asked is None and partner in area["institutions"]]
    return own[0] if len(own) == 1 else ""
