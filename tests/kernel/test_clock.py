"""Which days are worked on in Finland."""

import datetime

import pytest

from wellbeing_portal.kernel.clock import is_holiday, is_working_day


@pytest.mark.parametrize(
    ("day", "holiday", "works"),
    [
        ("2026-11-27", False, True),
        ("2026-11-28", False, False),
        ("2026-11-29", False, False),
        ("2026-12-06", True, False),
        ("2026-12-25", True, False),
        ("2027-03-26", True, False),  # Good Friday
        ("2027-03-29", True, False),  # Easter Monday
        ("2028-02-29", False, True),
    ],
)
def test_working_days_leave_out_weekends_and_public_holidays(day, holiday, works):
    when = datetime.date.fromisoformat(day)
    assert (is_holiday(when), is_working_day(when)) == (holiday, works)
