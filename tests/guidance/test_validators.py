"""The checks of the directory's columns, by hand and in the database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from guidance.validators import validate_byday, validate_next_check
from tests.factories.guidance import ScheduleFactory, ServiceFactory

TODAY = datetime.date(2026, 11, 24)


def later(days):
    return TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize("text", ["", "MO", "MO,TU,WE,TH,FR,SA,SU", "TU,SU"])
def test_weekdays(text):
    assert validate_byday(text) is None


@pytest.mark.parametrize("text", ["mo", "TU,MO", "MO,MO", "MO,", "XX", "MO TU"])
def test_weekdays_that_are_none(text):
    with pytest.raises(ValidationError):
        validate_byday(text)


@pytest.mark.parametrize(
    ("checked", "again", "crisis"), [(None, None, True), (TODAY, later(30), True), (TODAY, later(90), False)]
)
def test_next_check_in_time(checked, again, crisis):
    assert validate_next_check(checked, again, crisis=crisis) is None


@pytest.mark.parametrize(
    ("checked", "again", "crisis"),
    [
        (TODAY, later(31), True),
        (TODAY, later(91), False),
        (TODAY, TODAY, False),
        (TODAY, None, False),
        (None, TODAY, False),
    ],
)
def test_next_check_too_late_or_without_a_check(checked, again, crisis):
    with pytest.raises(ValidationError):
        validate_next_check(checked, again, crisis=crisis)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "values"),
    [
        (ServiceFactory, {"checked_on": TODAY}),
        (ServiceFactory, {"next_check": TODAY}),
        (ServiceFactory, {"checked_on": TODAY, "next_check": TODAY}),
        (ServiceFactory, {"minimum_age": 30, "maximum_age": 29}),
        (ScheduleFactory, {"valid_from": TODAY, "valid_to": later(-1)}),
        (ScheduleFactory, {"closed": True}),
    ],
)
def test_database_refuses(factory, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**values)


@pytest.mark.django_db
def test_a_crisis_service_is_checked_within_a_month():
    service = ServiceFactory(crisis=True, checked_on=TODAY, next_check=later(60))
    with pytest.raises(ValidationError) as caught:
        service.full_clean()
    assert list(caught.value.message_dict) == ["next_check"]
