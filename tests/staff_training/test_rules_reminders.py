"""On which days somebody is reminded: tables of days, one for each way that things can go."""

import datetime

import pytest

from staff_training.rules import Facts, Told, is_reminded

DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


def reminded(facts, *, asked, until, looks=lambda today: True):
    """The days on which somebody is reminded who was asked on a day, if the portal looks on those days only."""
    told, found, today = Told(day(asked)), [], day(asked)
    while today < day(until):
        today += DAY
        if looks(today) and is_reminded(facts, told, today):
            told = Told(today, told.reminders + 1)
            found.append(f"{today:%d.%m.}")
    return found


def test_two_weeks_three_days_and_none_before_and_then_weekly_six_in_all():
    found = reminded(Facts(due_on=day("2026-11-12")), asked="2026-10-01", until="2027-03-01")
    assert found == ["29.10.", "09.11.", "12.11.", "19.11.", "26.11.", "03.12."]


def test_grace_puts_off_what_comes_after_the_day():
    facts = Facts(due_on=day("2026-11-12"), grace_days=14)
    assert reminded(facts, asked="2026-10-01", until="2026-12-10") == ["29.10.", "09.11.", "12.11.", "03.12.", "10.12."]


def test_a_day_of_rest_is_reminded_of_before_it_and_never_on_it():
    # Independence Day is a Sunday; two weeks before it is a Sunday too.
    facts = Facts(due_on=day("2026-12-06"))
    assert reminded(facts, asked="2026-10-01", until="2026-12-13") == ["20.11.", "03.12."]
    # A Saturday has its Friday.
    facts = Facts(due_on=day("2026-11-14"))
    assert reminded(facts, asked="2026-10-01", until="2026-11-20") == ["30.10.", "11.11.", "13.11."]


def test_nothing_is_said_between_christmas_eve_and_the_day_after_it():
    found = reminded(Facts(due_on=day("2026-12-17")), asked="2026-11-01", until="2027-01-05")
    assert found == ["03.12.", "14.12.", "17.12.", "28.12.", "04.01."]


def test_days_that_were_missed_are_one_reminder_and_the_next_keeps_its_distance():
    facts = Facts(due_on=day("2026-11-12"))
    back = day("2026-11-10")
    assert reminded(facts, asked="2026-10-01", until="2026-11-30", looks=lambda today: today >= back) == [
        "10.11.",
        "12.11.",
        "19.11.",
        "26.11.",
    ]
    back = day("2026-12-02")
    assert reminded(facts, asked="2026-10-01", until="2026-12-16", looks=lambda today: today >= back) == [
        "02.12.",
        "09.12.",
        "16.12.",
    ]


def test_a_week_counts_from_the_last_one_that_was_said():
    late = day("2026-11-24")
    facts = Facts(due_on=day("2026-11-12"))
    found = reminded(facts, asked="2026-10-01", until="2026-12-10", looks=lambda today: not late > today > facts.due_on)
    assert found == ["29.10.", "09.11.", "12.11.", "24.11.", "01.12.", "08.12."]


def test_who_is_asked_shortly_before_the_day_hears_no_more_than_they_must():
    found = reminded(Facts(due_on=day("2026-11-12")), asked="2026-11-10", until="2026-11-20")
    assert found == ["12.11.", "19.11."]


@pytest.mark.parametrize(
    "facts",
    [
        Facts(due_on=day("2026-11-12"), is_completed=True),
        Facts(due_on=day("2026-11-12"), is_exempt=True),
        Facts(due_on=day("2026-11-12"), is_closed=True),
    ],
)
def test_nobody_is_reminded_of_what_is_over(facts):
    assert reminded(facts, asked="2026-10-01", until="2027-02-01") == []


def test_who_was_exempt_for_a_time_is_reminded_afterwards():
    facts = Facts(due_on=day("2026-11-12"), is_exempt=True, exempt_until=day("2026-11-01"))
    assert reminded(facts, asked="2026-10-01", until="2026-11-13") == ["02.11.", "09.11.", "12.11."]


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("2026-10-26", ["12.10.", "23.10.", "26.10."]),  # the clocks go back in the night before
        ("2027-03-30", ["16.03.", "25.03.", "30.03."]),  # and forward, in the week of Easter
        ("2028-02-29", ["15.02.", "25.02.", "29.02."]),
        ("2028-03-14", ["29.02.", "10.03.", "14.03."]),
    ],
)
def test_days_are_those_of_the_calendar_over_clock_changes_and_leap_days(due, found):
    first = day(due) - 60 * DAY
    assert reminded(Facts(due_on=day(due)), asked=first.isoformat(), until=due) == found
