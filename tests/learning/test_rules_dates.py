"""Days and months on the calendar of Finland."""

from datetime import UTC, date, datetime

import pytest

from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.rules import Validity, add_months, day_of, end_of, valid_until


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
    ],
)
def test_months_are_added_on_the_calendar(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 22, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 21, tzinfo=UTC)),
        # The last Sundays of March and October have 23 and 25 hours.
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_in_finland(day, moment):
    assert end_of(day) == moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 15, 21, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 1, 15, 22, 0, tzinfo=UTC), date(2026, 1, 16)),
        (datetime(2026, 7, 15, 21, 0, tzinfo=UTC), date(2026, 7, 16)),
    ],
)
def test_a_moment_is_on_the_day_it_is_in_finland(moment, day):
    assert day_of(moment) == day


TWO_YEARS = Validity(24)
EARLY = Validity(24, base=ExpiryBase.PREVIOUS, window_days=60)
NEW_YEAR = Validity(base=ExpiryBase.FIXED, fixed=(12, 31), least_months=6)
LEAP = Validity(base=ExpiryBase.FIXED, fixed=(2, 29), least_months=0)


@pytest.mark.parametrize(
    ("validity", "completed_on", "previous", "until"),
    [
        (Validity(), date(2026, 5, 5), None, None),
        (TWO_YEARS, date(2026, 5, 5), None, date(2028, 5, 5)),
        (TWO_YEARS, date(2028, 2, 29), None, date(2030, 2, 28)),
        # From the completion, however early or late it is renewed.
        (TWO_YEARS, date(2028, 4, 1), date(2028, 5, 5), date(2030, 4, 1)),
        # Inside the window nothing is lost; its first and last day belong to it.
        (EARLY, date(2028, 4, 1), date(2028, 5, 5), date(2030, 5, 5)),
        (EARLY, date(2028, 3, 6), date(2028, 5, 5), date(2030, 5, 5)),
        (EARLY, date(2028, 5, 5), date(2028, 5, 5), date(2030, 5, 5)),
        # Before the window, after the end, and the first time: from the completion.
        (EARLY, date(2028, 3, 5), date(2028, 5, 5), date(2030, 3, 5)),
        (EARLY, date(2028, 5, 6), date(2028, 5, 5), date(2030, 5, 6)),
        (EARLY, date(2026, 5, 5), None, date(2028, 5, 5)),
        # A fixed day of the year: the first one that is far enough away, and never a year too far.
        (NEW_YEAR, date(2026, 5, 5), None, date(2026, 12, 31)),
        (NEW_YEAR, date(2026, 6, 30), None, date(2026, 12, 31)),
        (NEW_YEAR, date(2026, 7, 1), None, date(2027, 12, 31)),
        (NEW_YEAR, date(2026, 11, 15), date(2026, 12, 31), date(2027, 12, 31)),
        (NEW_YEAR, date(2027, 1, 10), date(2026, 12, 31), date(2027, 12, 31)),
        (LEAP, date(2027, 1, 1), None, date(2027, 2, 28)),
        (LEAP, date(2027, 3, 1), None, date(2028, 2, 29)),
    ],
)
def test_how_long_a_completion_counts(validity, completed_on, previous, until):
    assert valid_until(validity, completed_on, previous) == until
