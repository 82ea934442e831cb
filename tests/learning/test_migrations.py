"""The database itself refuses to change what is published and what was completed."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, document, media_item, showing
from tests.support.media import VTT, film
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.models import CompletionRecord, CourseVersion
from wellbeing_portal.learning.validators import kept_file

pytestmark = pytest.mark.django_db

stay = import_module("wellbeing_portal.learning.migrations.0002_published_rows_stay")
media = import_module("wellbeing_portal.learning.migrations.0003_media")
FROZEN = {**stay.FROZEN, **media.FROZEN}


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def triggers():
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'learning_%%_keep'", [])  # noqa: S608
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def locked(people):
    """A course that somebody completed, and the triggers around it, where no migration has made them."""
    kept, words = kept_file(film()), kept_file(VTT)
    keep_files([kept, words])
    item = media_item("film", kept, captions=dict.fromkeys(("fi", "sv", "en"), words.sha256))
    said = showing(document(kind="staff"), item)
    course = publish_course(None, document=said, change_note="").version.course
    EnrolmentFactory(course=course, user=people.staff)
    CompletionRecordFactory(course=course, user=people.staff, granter=people.coordinator)
    # PostgreSQL makes no trigger while a constraint of the new rows is still to be checked.
    connection.check_constraints()
    if not triggers():
        run([*stay.BY_VENDOR[connection.vendor][0], *media.statements(connection.vendor)])
    return course


def test_every_frozen_table_has_its_trigger(locked):
    assert triggers() == {f"{table}_keep" for table in FROZEN}


def test_every_column_is_kept_or_may_change_for_a_reason():
    may_change = {
        "learning_courseversion": {"id", "published_by_id"},
        "learning_completionrecord": {
            "id", "institution_id", "granter_id", "voided_at", "voided_by_id", "voided_why", "told_at",
        },
    }  # fmt: skip
    tables = {}
    with connection.cursor() as cursor:
        for table in FROZEN:
            tables[table] = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    assert {table: columns - set(FROZEN[table]) for table, columns in tables.items()} == {
        table: may_change.get(table, {"id"}) for table in FROZEN
    }


@pytest.mark.parametrize(("table", "column"), [(table, columns[-1]) for table, columns in FROZEN.items()])
def test_the_database_refuses_to_change(locked, table, column):
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        run([f'UPDATE {table} SET "{column}" = "{column}"'])  # noqa: S608


def test_a_completion_is_voided_once(locked):
    run(["UPDATE learning_completionrecord SET voided_at = '2026-01-01 10:00:00+00', voided_why = 'x'"])
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        run(["UPDATE learning_completionrecord SET voided_at = NULL"])


def test_accounts_are_still_forgotten_and_rows_deleted(locked, people):
    people.coordinator.memberships.all().delete()
    people.coordinator.delete()
    assert CompletionRecord.objects.get().granter is None
    people.staff.memberships.all().delete()
    people.staff.delete()
    locked.delete()
    assert (CompletionRecord.objects.count(), CourseVersion.objects.count()) == (0, 0)


def test_the_way_back_removes_every_trigger(locked):
    run([*media.statements_back(connection.vendor), *stay.BY_VENDOR[connection.vendor][1]])
    assert triggers() == set()
    run(['UPDATE learning_lesson SET "key" = "key"'])
