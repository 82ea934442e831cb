"""Whom a service is for, what it speaks, and whether a person has checked what is said of it."""

import datetime

import pytest

from guidance.enums import Age, Check
from guidance.rules import age_said, check_of, fits_age, speaks


@pytest.mark.parametrize(
    ("text", "age"),
    [("", Age.NOT_SAID), ("under-18", Age.UNDER_18), ("18-29", Age.YOUNG), ("30", Age.OLDER), ("x\0", Age.NOT_SAID)],
)
def test_age_said(text, age):
    assert age_said(text) is age


@pytest.mark.parametrize(
    ("low", "high", "fitting"),
    [
        (None, None, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG, Age.OLDER]),
        (12, 29, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (None, 20, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (16, 29, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (18, None, [Age.NOT_SAID, Age.YOUNG, Age.OLDER]),
    ],
)
def test_fits_age(low, high, fitting):
    assert [age for age in Age if fits_age(low, high, age)] == fitting


def test_speaks_its_languages_and_many_languages_may_be_the_readers():
    assert [speaks(languages, "en") for languages in (["fi"], ["fi", "en"], ["mul"], [])] == [False, True, True, False]


@pytest.mark.parametrize(
    ("checked", "again", "unconfirmed", "answer"),
    [
        (None, None, True, Check.UNCONFIRMED),
        (None, None, False, Check.NEVER),
        ("2026-11-01", "2026-11-24", True, Check.OVERDUE),
        ("2026-11-01", "2026-11-25", True, Check.CHECKED),
        ("2026-11-01", None, False, Check.CHECKED),
    ],
)
def test_check_of(checked, again, unconfirmed, answer):
    checked_on, next_check = (day and datetime.date.fromisoformat(day) for day in (checked, again))
    today = datetime.date(2026, 11, 24)
    assert check_of(checked_on=checked_on, next_check=next_check, unconfirmed=unconfirmed, today=today) is answer
