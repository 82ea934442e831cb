"""The database refuses to change what was signed; without migrations these tests make the triggers themselves."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.credentials import make_award
from wellbeing_portal.credentials.actions import forget_holder, show_award
from wellbeing_portal.credentials.models import Award, BadgeClassVersion

pytestmark = pytest.mark.django_db

signed_stays = import_module("wellbeing_portal.credentials.migrations.0002_signed_stays")


@pytest.fixture
def award(student, request):
    award = make_award(student)
    # PostgreSQL makes no trigger while a constraint of the new rows is still to be checked.
    connection.check_constraints()
    if request.config.getvalue("nomigrations"):
        with connection.cursor() as cursor:
            for statement in signed_stays.BY_VENDOR[connection.vendor][0]:
                cursor.execute(statement)
    return award


@pytest.mark.parametrize("field", ["credential", "jwt"])
def test_signed_bytes_are_never_changed(award, field):
    with pytest.raises(DatabaseError, match="What was signed"), transaction.atomic():
        Award.objects.update(**{field: "{}"})


@pytest.mark.parametrize("field", ["name_fi", "criteria_sv", "picture_svg"])
def test_the_wording_of_a_version_is_never_changed(award, field):
    with pytest.raises(DatabaseError, match="The wording of a badge"), transaction.atomic():
        BadgeClassVersion.objects.update(**{field: "Muu"})


def test_showing_and_forgetting_still_work(award, student):
    show_award(student, award=award, public=True)
    assert forget_holder(student) == 1


def test_the_way_back_removes_every_trigger(award):
    with connection.cursor() as cursor:
        for statement in signed_stays.BY_VENDOR[connection.vendor][1]:
            cursor.execute(statement)
    BadgeClassVersion.objects.update(name_fi="Muu")
    Award.objects.update(jwt="a.b.c")
