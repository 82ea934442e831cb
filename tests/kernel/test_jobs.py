"""Asking a worker costs a page nothing that anybody notices, whatever has become of the broker."""

import json
import os
import signal
import threading
import time

import pytest
import redis
from celery import current_app
from django.db import transaction

from tests.support import servers
from wellbeing_portal.kernel import jobs

TASK = "notifications.deliver_due"


@pytest.fixture(autouse=True)
def _with_a_broker(settings, monkeypatch):
    settings.EMBEDDED = False
    monkeypatch.setattr(jobs, "_away_until", [0.0])


@pytest.fixture
def at(monkeypatch):
    """Where the broker is said to be."""
    return lambda url: monkeypatch.setattr(current_app.conf, "broker_write_url", url)


def test_nobody_is_asked_where_there_is_no_worker(settings, django_capture_on_commit_callbacks, db):
    settings.EMBEDDED = True
    with django_capture_on_commit_callbacks() as waiting:
        jobs.ask(TASK)
    assert waiting == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_gone_breaks_and_slows_nothing(at, caplog):
    at("redis://127.0.0.1:1/0")
    with transaction.atomic():
        jobs.ask(TASK)
        begun = time.perf_counter()
    assert time.perf_counter() - begun < 0.5
    assert caplog.text.count("worker_not_asked") == 1


@pytest.mark.django_db
def test_after_a_failure_nobody_asks_for_a_while(at, caplog, django_capture_on_commit_callbacks):
    at("redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True):
        for _turn in range(20):
            jobs.ask(TASK)
    assert caplog.text.count("worker_not_asked") == 1


def test_the_threads_of_a_web_server_ask_the_same_broker():
    found = []
    thread = threading.Thread(target=lambda: found.append(current_app.conf.visibility_timeout))
    thread.start()
    thread.join()
    assert found == [900]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_worker_is_asked_by_name_and_a_hung_broker_is_left_alone(at, django_capture_on_commit_callbacks):
    servers.provide("Redis")
    with servers.redis() as address:
        at(f"{address}/0")
        broker = redis.from_url(f"{address}/0")
        with django_capture_on_commit_callbacks(execute=True):
            jobs.ask(TASK)
        headers = json.loads(broker.lpop("celery"))["headers"]
        assert (headers["task"], headers["argsrepr"], headers["kwargsrepr"]) == (TASK, "()", "{}")
        assert headers["expires"] is not None

        process = broker.info()["process_id"]
        os.kill(process, signal.SIGSTOP)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                jobs.ask(TASK)
                begun = time.perf_counter()
            assert time.perf_counter() - begun < 0.5
        finally:
            os.kill(process, signal.SIGCONT)
        broker.close()
