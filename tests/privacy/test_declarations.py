"""What is declared fits the tables, and no path of it leads to somebody else."""

import pytest
from django.conf import settings
from django.db import models
from django.utils import translation

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.keeping import chapters
from wellbeing_portal.privacy.queries import own_rows

ROWS = [rows for chapter in chapters() for topic in chapter.topics for rows in topic.rows]
SHOWN = [(rows, path) for rows in ROWS for path in rows.shows]


def named(value):
    return value.model.__name__ if hasattr(value, "model") else str(value)


@pytest.mark.parametrize("rows", ROWS, ids=named)
def test_personal_fields_are_there_and_people_and_sealed_texts_are_among_them(rows):
    fields = {field.name: field for field in rows.model._meta.get_fields() if getattr(field, "concrete", False)}
    surely = {
        name for name, field in fields.items() if field.related_model is User or isinstance(field, EncryptedTextField)
    }
    assert (set(rows.personal) - set(fields), surely - set(rows.personal)) == (set(), set())


@pytest.mark.parametrize(("rows", "path"), SHOWN, ids=named)
def test_no_shown_path_leads_through_another_person_or_an_undeclared_key(rows, path):
    model = rows.model
    for part in path.split("__"):
        field = model._meta.get_field(part)
        assert field.related_model is not User
        model = field.related_model
    assert model is None, "a running number would leave the server"
    assert isinstance(field, models.Field)
    assert part not in ("id", "password", "session_key", "secret_hash", "token", "link_hash")


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [rows for rows in ROWS if rows.owner], ids=named)
def test_own_rows_are_one_query(rows, student, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert isinstance(own_rows(rows, student), list)


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_every_topic_has_words(code):
    with translation.override(code):
        for chapter in chapters():
            assert str(chapter.title)
            for topic in chapter.topics:
                assert all(str(words) for words in (topic.what, topic.why, topic.kept))
