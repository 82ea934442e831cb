"""Who the partners are."""

import datetime

import pytest

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.institutions import queries
from wellbeing_portal.institutions.enums import Kind

pytestmark = pytest.mark.django_db


def test_todays_partners_come_universities_first_then_unions_then_organisations(django_assert_num_queries):
    for slug, kind in (
        ("nyyti", Kind.NGO),
        ("tuo", Kind.STUDENT_UNION),
        ("oulu", Kind.UNIVERSITY),
        ("diak", Kind.UNIVERSITY),
    ):
        InstitutionFactory(slug=slug, kind=kind)
    InstitutionFactory(slug="gone", partner_until=datetime.date(2022, 6, 30))
    InstitutionFactory(slug="later", partner_from=datetime.date(2100, 1, 1))
    with django_assert_num_queries(1):
        assert [place.slug for place in queries.partners()] == ["diak", "oulu", "tuo", "nyyti"]
