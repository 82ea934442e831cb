"""The eleven partners."""

import pytest
from django.core.management import call_command

from wellbeing_portal.institutions.models import Institution

pytestmark = pytest.mark.django_db


def test_the_eleven_partners_load_and_a_second_time_changes_nothing():
    for _time in range(2):
        call_command("load_partners")
    assert Institution.objects.count() == 11
    assert Institution.objects.get(slug="odiako").serves.slug == "diak"
    assert Institution.objects.get(slug="diak").name_sv is None
