"""When a check may be tried."""

from datetime import UTC, datetime, timedelta

import pytest

from wellbeing_portal.learning.rules import due_at, next_try_at, tries_left

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used", "most", "extra", "left"), [(99, None, 0, None), (0, 2, 0, 2), (2, 2, 0, 0), (3, 2, 0, 0), (2, 2, 3, 3)]
)
def test_tries_left(used, most, extra, left):
    assert tries_left(used, most, extra) == left


@pytest.mark.parametrize(("tries", "waits"), [(0, None), (1, None), (2, None), (3, 10), (4, 10)])
def test_a_pause_comes_after_the_third_try(tries, waits):
    ends = [NOON + timedelta(minutes=number) for number in range(tries)]
    expected = None if waits is None else ends[-1] + timedelta(minutes=waits)
    assert next_try_at(ends, 10) == expected


def test_without_a_pause_the_next_try_begins_at_once():
    assert next_try_at([NOON] * 5, 0) is None


@pytest.mark.parametrize(
    ("limit", "extra", "minutes"), [(None, 50, None), (20, 0, 20), (20, 50, 30), (20, 100, 40), (5, 25, 6.25)]
)
def test_time_of_a_try(limit, extra, minutes):
    assert due_at(NOON, limit, extra) == (None if minutes is None else NOON + timedelta(minutes=minutes))
