"""Health tells the truth, and nothing else."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from guidance.queries import copy_path

NO_REDIS = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def checks(**wrong):
    return {"database": "ok", "migrations": "ok", "cache": "ok", "help_now": "ok", **wrong}


@pytest.fixture
def well(db):
    write_copy_of_something()
    yield
    copy_path().unlink(missing_ok=True)


def write_copy_of_something():
    copy_path().write_text('{"format": 2, "services": [{"slug": "emergency-112"}]}')


def ask(client, status):
    response = client.get("/health/ready")
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    return response.json()


def test_a_living_process_answers_without_the_database(client):
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": {}})


def test_ready_when_everything_is_there(client, well):
    assert ask(client, 200) == {"status": "ok", "checks": checks()}


def test_ready_asks_few_questions(client, well, django_assert_num_queries):
    ask(client, 200)
    with django_assert_num_queries(3):
        ask(client, 200)


def test_not_ready_without_the_database(client):
    """Without the ``db`` fixture every query fails, as if the server were gone."""
    write_copy_of_something()
    assert ask(client, 503) == {"status": "error", "checks": checks(database="error", migrations="error")}


def test_not_ready_with_a_migration_to_come(client, well):
    MigrationRecorder(connection).record_unapplied("audit", "0002_append_only")
    assert ask(client, 503) == {"status": "error", "checks": checks(migrations="error")}


def test_ready_when_the_next_release_has_migrated_already(client, well):
    MigrationRecorder(connection).record_applied("audit", "9999_next_year")
    assert ask(client, 200) == {"status": "ok", "checks": checks()}


def test_not_ready_without_the_cache(client, well):
    with override_settings(CACHES=NO_REDIS):
        assert ask(client, 503) == {"status": "error", "checks": checks(cache="error")}


def test_not_ready_when_the_cache_forgets(client, well):
    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}):
        assert ask(client, 503) == {"status": "error", "checks": checks(cache="error")}


@pytest.mark.parametrize("text", [None, "{", "{}", '{"services": []}'])
def test_not_ready_without_a_whole_copy_of_help_now(client, well, text):
    copy_path().unlink() if text is None else copy_path().write_text(text)
    assert ask(client, 503) == {"status": "error", "checks": checks(help_now="error")}


def test_why_is_for_the_log_only(client, well, caplog):
    MigrationRecorder(connection).record_unapplied("audit", "0002_append_only")
    response = client.get("/health/ready")
    assert "audit" not in response.text
    assert "audit.0002_append_only" in caplog.text


def test_nobody_posts_to_health(client):
    assert [client.post(f"/health/{what}").status_code for what in ("live", "ready")] == [405, 405]


def test_wellness_is_no_news_but_its_absence_is(client, well, caplog):
    ask(client, 200)
    assert caplog.text == ""
    copy_path().unlink()
    ask(client, 503)
    assert "health_ready" in caplog.text
