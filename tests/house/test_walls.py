"""A stranger sees nothing of what an institution keeps to its own people, in any table.

The tables are found in the registry. Each that leads to an institution needs a row in ``tests/<app>/walls.py``.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from tests.support.matrix import ROOTS
from wellbeing_portal.credentials.models import BadgeClass, BadgeClassVersion, IssuerKey, IssuerProfile, StatusList
from wellbeing_portal.institutions.models import Campus, EmailDomain, HomeOrganization, Institution
from wellbeing_portal.kernel.models import WalledQuerySet
from wellbeing_portal.moderation.models import StaffedHours

pytestmark = pytest.mark.django_db

# Facts about partners that anybody may read, and what is published for whoever checks a badge.
PUBLIC = {Campus, EmailDomain, HomeOrganization, Institution, StaffedHours}
PUBLIC |= {BadgeClass, BadgeClassVersion, IssuerKey, IssuerProfile, StatusList}
OURS = [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOTS]


def leads_to_an_institution(model, seen=frozenset()) -> bool:
    """Whether a chain of keys leads from the table to an institution (people belong to none by a key of their own)."""
    goals = {field.related_model for field in model._meta.get_fields() if field.is_relation and not field.auto_created}
    return Institution in goals or any(leads_to_an_institution(goal, seen | {model}) for goal in goals - seen - {model})


def walled_rows(people):
    modules = [
        import_module(f"tests.{path.parent.name}.walls")
        for path in sorted(Path(__file__).parents[1].glob("*/walls.py"))
    ]
    return [row for module in modules for row in module.rows(people)]


def test_every_table_of_an_institution_has_a_row_that_tests_its_wall(people):
    walled = {model for model in OURS if model in PUBLIC or leads_to_an_institution(model)}
    assert {type(row) for row in walled_rows(people)} | PUBLIC >= walled


def test_a_stranger_sees_nothing_while_there_is_something_to_see(people):
    outsiders = (people.stranger, AnonymousUser())
    insiders = [person for name, person in vars(people).items() if name not in ("diak", "kamk", "stranger")]
    for row in walled_rows(people):
        model = type(row)
        assert any(model.objects.visible_to(person).filter(pk=row.pk).exists() for person in insiders), model
        seen = [person for person in outsiders if model.objects.visible_to(person).filter(pk=row.pk).exists()]
        assert seen == [], model


def test_every_table_of_ours_says_who_sees_it():
    assert [model for model in OURS if not isinstance(model._default_manager.all(), WalledQuerySet)] == []
