"""Every table says in its app's privacy.py what it holds about people, or that it holds nothing."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from tests.support.matrix import ROOTS
from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.keeping import chapters, is_declared

ROWS = [rows for chapter in chapters() for topic in chapter.topics for rows in topic.rows if rows.owner]


def leads_to_people(model):
    return any(field.related_model is User for field in model._meta.get_fields() if getattr(field, "concrete", False))


def concerned():
    """Our tables, and those of packages that belong to a person."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in ROOTS or leads_to_people(model) or model is Session
    ]


def test_the_search_for_tables_finds_them():
    assert len(concerned()) > 80


def test_every_table_is_declared():
    assert [model._meta.label for model in concerned() if not is_declared(model)] == []


def test_no_table_that_leads_to_people_is_said_to_hold_nobody():
    described = {rows.model for chapter in chapters() for topic in chapter.topics for rows in topic.rows}
    assert [model._meta.label for model in concerned() if leads_to_people(model) and model not in described] == []


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.model.__name__)
def test_the_way_to_the_owner_is_indexed_at_each_step(rows):
    """So that a copy does not read whole tables, however many people there are."""
    model = rows.model
    for part in rows.owner.split("__"):
        if part != "pk":
            field = model._meta.get_field(part)
            first = {index.fields[0].removeprefix("-") for index in model._meta.indexes if index.fields}
            assert field.db_index or field.unique or part in first, f"{model.__name__}.{part}"
            model = field.related_model
