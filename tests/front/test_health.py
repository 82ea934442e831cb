"""Health tells the truth, and nothing else."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone

from guidance.queries import copy_path
from wellbeing_portal.notifications.actions import beat
from wellbeing_portal.notifications.models import Delivery, Reminder, Wishes

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
    assert [client.post(f"/health/{what}").status_code for what in ("live", "ready", "worker")] == [405] * 3


def test_wellness_is_no_news_but_its_absence_is(client, well, caplog):
    ask(client, 200)
    assert caplog.text == ""
    copy_path().unlink()
    ask(client, 503)
    assert "health_ready" in caplog.text


# --- the clockwork


def ask_worker(client, status):
    response = client.get("/health/worker")
    assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
    return {name for name, found in response.json()["checks"].items() if found == "error"}


def heard(**ages):
    """Heartbeats so many seconds old."""
    for name, age in ages.items():
        beat(name, now=timezone.now() - timedelta(seconds=age))


@pytest.mark.parametrize(
    ("ages", "wrong"),
    [
        ({}, {"beat", "worker"}),
        ({"beat": 170, "w1": 170}, set()),
        ({"beat": 190, "w1": 1}, {"beat"}),
        ({"beat": 1, "w1": 190, "w2": 400}, {"worker"}),
        ({"beat": 1, "w1": 190, "w2": 5}, set()),
        ({"tick": 170}, set()),
        ({"tick": 190}, {"beat", "worker"}),
    ],
)
def test_the_clockwork_is_well_while_beat_and_a_worker_are_heard_of(client, db, ages, wrong):
    heard(**ages)
    assert ask_worker(client, 503 if wrong else 200) == wrong


def due_mail(due, **more):
    return Delivery.objects.create(key="x", kind="test.kind", target_id=uuid.uuid4(), due_at=due, **more)


def due_reminder(due, person):
    return Reminder.objects.create(kind="test.kind", recipient=person, target_id=uuid.uuid4(), due_at=due)


@pytest.mark.parametrize("what", ["mail", "mail held", "reminder", "digest", "letter"])
def test_the_queue_is_not_well_when_something_waits_for_long(client, student, what):
    heard(tick=0)
    now = timezone.now()
    for minutes, wrong in ((-5, set()), (9, set()), (11, {"queue"})):
        due = now - timedelta(minutes=minutes)
        Delivery.objects.all().delete()
        Reminder.objects.all().delete()
        Wishes.objects.all().delete()
        if what == "mail":
            due_mail(due)
        elif what == "mail held":
            due_mail(due, state="claimed", claim=uuid.uuid4(), lease_until=now)
        elif what == "reminder":
            due_reminder(due, student)
        else:
            Wishes.objects.create(recipient=student, **{f"{what}_at": due})
        assert ask_worker(client, 503 if wrong else 200) == wrong


def test_what_is_done_does_not_wait(client, student):
    heard(tick=0)
    old = timezone.now() - timedelta(days=1)
    due_mail(old, state="sent", finished_at=old)
    Reminder.objects.create(kind="x", recipient=student, target_id=uuid.uuid4(), due_at=old, state="said")
    assert ask_worker(client, 200) == set()


def test_the_clockwork_answers_without_a_database(client):
    assert ask_worker(client, 503) == {"beat", "worker", "queue"}
