"""Opening hours said in words. ``static/js/help-now.js`` says the same from the same rows, minute by minute."""

import datetime
from bisect import bisect_right
from typing import NamedTuple

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guidance.enums import State
from guidance.rules import DAY, HELSINKI, HORIZON, Step, instant

DAY_MINUTES = 24 * 60


class Turn(NamedTuple):
    """A step as it travels to the page: minutes after the page was made, state, time in words, days from then."""

    minute: int
    state: State
    time: str
    day: int


class Day(NamedTuple):
    """When the day begins, and how it is called from less than a week away and from further."""

    minute: int
    weekday: str
    date: str


def phrases() -> dict[str, str]:
    return {
        "always": _("Open day and night"),
        "open": _("Open now"),
        "until": _("Open until %(time)s"),
        "closed": _("Closed now"),
        "opens": _("Opens %(day)s at %(time)s"),
        "perhaps": _("Opens %(day)s at %(time)s, unless closed for a public holiday"),
        "again": _("Closed now, open again %(day)s; the hours are not known"),
        "holiday": _("May be closed (public holiday)"),
        "unknown": _("Opening hours not known"),
        "old": _("This page is old: the hours may have changed"),
        "today": pgettext("opens", "today"),
        "tomorrow": pgettext("opens", "tomorrow"),
    }


def _weekdays() -> list[str]:
    return [
        pgettext("opens", "on Monday"),
        pgettext("opens", "on Tuesday"),
        pgettext("opens", "on Wednesday"),
        pgettext("opens", "on Thursday"),
        pgettext("opens", "on Friday"),
        pgettext("opens", "on Saturday"),
        pgettext("opens", "on Sunday"),
    ]


def minutes_between(start: datetime.datetime, at: datetime.datetime) -> int:
    return int((at - start).total_seconds() // 60)


def days_from(moment: datetime.datetime) -> list[Day]:
    """Today and the days of the horizon, with one more that ends them."""
    today = moment.astimezone(HELSINKI).date()
    names = _weekdays()
    days = [today + number * DAY for number in range(HORIZON + 1)]
    return [
        Day(
            minutes_between(moment, instant(day, datetime.time())),
            names[day.weekday()],
            pgettext("opens", "on %(date)s") % {"date": date_format(day, _("j F"))},
        )
        for day in days
    ]


def clock(time: datetime.time, *, ends: bool = False) -> str:
    """The time as people say it: 9, 20.30; the end of the day is 24."""
    if ends and time == datetime.time():
        return pgettext("time", "midnight")
    return time_format(time, pgettext("time", "H:i") if time.minute else pgettext("time", "H:00"))


def turn_of(step: Step, moment: datetime.datetime) -> Turn:
    local = step.at.astimezone(HELSINKI)
    return Turn(
        minutes_between(moment, step.at),
        step.state,
        clock(local.time(), ends=step.state == State.CLOSED),
        (local.date() - moment.astimezone(HELSINKI).date()).days,
    )


def _position(turns: list[Turn], minute: int) -> int:
    return max(bisect_right(turns, minute, key=lambda turn: turn.minute) - 1, 0)


def _is_always_open(turns: list[Turn]) -> bool:
    return len(turns) == 1 and turns[0].state == State.OPEN


def state_in(turns: list[Turn], minute: int, days: list[Day]) -> State:
    """The state that many minutes after the page was made. Nothing but day and night lasts past the horizon."""
    past = minute >= days[-1].minute and not _is_always_open(turns)
    return State.UNKNOWN if past else turns[_position(turns, minute)].state


def _day_word(day: int, today: int, days: list[Day], said: dict[str, str]) -> str:
    if day - today <= 1:
        return said["tomorrow"] if day > today else said["today"]
    return days[day].weekday if day - today < 7 else days[day].date


def line_text(turns: list[Turn], minute: int, days: list[Day], said: dict[str, str]) -> str:
    """What is said of a line of hours that many minutes after the page was made."""
    if _is_always_open(turns):
        return said["always"]
    if minute >= days[-1].minute:
        return said["old"]
    position = _position(turns, minute)
    state = turns[position].state
    later = turns[position + 1] if position + 1 < len(turns) else None
    if state == State.OPEN:
        if later is None or later.state != State.CLOSED or later.minute - minute >= DAY_MINUTES:
            return said["open"]
        return said["until"] % {"time": later.time}
    if state != State.CLOSED or later is None:
        return said[{State.HOLIDAY: "holiday", State.UNKNOWN: "unknown"}.get(state, "closed")]
    today = bisect_right(days, minute, key=lambda day: day.minute) - 1
    how = {State.OPEN: "opens", State.HOLIDAY: "perhaps"}.get(later.state, "again")
    return said[how] % {"day": _day_word(later.day, today, days, said), "time": later.time}


def language_name(code: str) -> str:
    names = {
        "fi": pgettext("spoken", "Finnish"),
        "sv": pgettext("spoken", "Swedish"),
        "en": pgettext("spoken", "English"),
        "ar": pgettext("spoken", "Arabic"),
        "uk": pgettext("spoken", "Ukrainian"),
        "ru": pgettext("spoken", "Russian"),
        "mul": pgettext("spoken", "other languages"),
    }
    return names[code]
