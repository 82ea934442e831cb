"""Log lines say what happened and where, never whose data it was."""

import json
import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from wellbeing_portal.kernel.logs import kinds_and_places

CANARY = "aino.canary@diak.example"
ADDRESS = "203.0.113.77"


@login_not_required
def break_down(request: HttpRequest) -> HttpResponse:
    try:
        int(request.POST["body"])
    except ValueError as error:
        raise IntegrityError(f"DETAIL: Key (email)=({request.POST['body']}) already exists.") from error


urlpatterns = [path("break-down/", break_down), path("", include("wellbeing_portal.urls"))]


@pytest.fixture
def client():
    """Django's plain client: what a page looks like is looked at elsewhere."""
    return Client()


@pytest.fixture
def lines(caplog):
    """What the console would have shown, as text and as parsed lines."""
    formatter = next(
        handler.formatter
        for handler in logging.getLogger().handlers
        if "structlog" in type(handler.formatter).__module__
    )
    caplog.set_level("INFO")

    def read():
        text = "\n".join(formatter.format(record) for record in caplog.records)
        return text, [json.loads(line) for line in text.splitlines()]

    return read


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", f"/communities/{CANARY}/"),
        ("get", f"/communities/?theme={CANARY}"),
        ("get", f"/nowhere/{CANARY}/?q={CANARY}"),
        ("post", f"/help-now/?q={CANARY}"),
        ("post", f"/accounts/login/?next={CANARY}"),
    ],
)
def test_a_request_leaves_nothing_of_the_person(client, db, lines, method, address):
    getattr(client, method)(
        address,
        {"login": CANARY, "password": CANARY},
        headers={"User-Agent": CANARY, "Referer": f"https://x.example/{CANARY}", "X-Forwarded-For": ADDRESS},
        REMOTE_ADDR=ADDRESS,
    )
    text, said = lines()
    assert CANARY not in text
    assert "canary" not in text
    assert ADDRESS not in text
    request = next(line for line in said if line["event"] == "request")
    assert set(request) == {"event", "level", "method", "ms", "request_id", "route", "status", "timestamp"}


def test_a_foreign_host_is_refused_without_repeating_it(client, db, lines):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    text, said = lines()
    assert "evil" not in text
    assert "DisallowedHost" in [line["event"] for line in said]


def test_a_refused_token_is_said_once_and_without_the_path(client, db, lines):
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/accounts/login/?next={CANARY}", {"login": CANARY}).status_code == 403
    text, said = lines()
    assert CANARY not in text
    assert [line["status"] for line in said if line["event"] == "request"] == [403]


@override_settings(ROOT_URLCONF="tests.kernel.test_logs")
def test_an_error_is_said_with_its_request_and_place_and_without_what_was_typed(client, db, lines):
    client.raise_request_exception = False

    response = client.post(f"/break-down/?q={CANARY}", {"body": CANARY})

    text, said = lines()
    assert (response.status_code, CANARY in text) == (500, False)
    error = next(line for line in said if line["level"] == "error")
    assert error["request_id"] == response.headers["X-Request-Id"]
    assert (error["event"], error["status_code"]) == ("Internal Server Error", 500)
    assert error["exception"] == ["IntegrityError", "ValueError"]
    assert error["where"][-1].startswith("tests/kernel/test_logs.py:")
    assert error["where"][-1].endswith(" break_down")


def test_other_loggers_keep_their_words_but_not_their_extras(lines):
    logging.getLogger("somebody.else").warning("%s of %s", 1, 2, extra={"email": CANARY})
    text, said = lines()
    assert [line["event"] for line in said] == ["1 of 2"]
    assert CANARY not in text


def test_an_exception_by_itself_is_understood_and_none_is_left_alone():
    assert kinds_and_places(None, "", {"exc_info": ValueError(CANARY)}) == {"exception": ["ValueError"], "where": []}
    assert kinds_and_places(None, "", {"exc_info": (None, None, None)}) == {}
    assert kinds_and_places(None, "", {"event": "x"}) == {"event": "x"}


def test_a_task_that_fails_is_told_by_name_without_its_words(lines):
    """As Celery logs it: the words of the exception stand in its arguments too."""
    error = IntegrityError(f"Key (email)=({CANARY}) already exists.")
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s raised: %(exc)s",
        {"name": "notifications.sweep", "exc": str(error)},
        exc_info=(IntegrityError, error, None),
    )
    text, (line,) = lines()
    assert CANARY not in text
    assert (line["event"], line["task"], line["exception"]) == (
        "task_failed",
        "notifications.sweep",
        ["IntegrityError"],
    )
