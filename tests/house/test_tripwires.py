"""The alarms themselves: each goes off when it should."""

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from tests.support.client import faults
from tests.support.matrix import ROOTS
from wellbeing_portal.kernel.middleware import OURS

RAN = []


def commits(request):
    transaction.on_commit(lambda: RAN.append("ran"))
    return HttpResponse("<p>fine</p>")


commits.login_required = False
commits.may_write = True


def faulty(request):
    return HttpResponse('<a onclick="x()">x</a>')


faulty.login_required = False
urlpatterns = [path("commits/", commits), path("faulty/", faulty)]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p id="a">x</p><script src="/static/a.js"></script><img src="/a" alt="">', []),
        ('<p onclick="x()">', ["inline onclick on <p>"]),
        ('<p style="color:red">', ["inline style on <p>"]),
        ("<style>p{}</style>", ["inline <style>"]),
        ("<script>x()</script>", ["inline <script>"]),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<a href=" JavaScript:x()">', ["javascript: in href of <a>"]),
        ("<c-card>", ["a component that nobody rendered: <c-card>"]),
        ("<p>{{ name }}</p>", ["template text left over: '{{ name }}'"]),
        ("<textarea>{{ name }}</textarea>", []),
        ("<img src='/a'>", ["an <img> without alt"]),
        ('<p id="a"></p><p id="a"></p>', ["id 'a' twice"]),
    ],
)
def test_a_faulty_page_is_seen(html, said):
    assert faults(html) == said


@pytest.mark.urls("tests.house.test_tripwires")
def test_the_client_fails_for_a_faulty_page(client):
    with pytest.raises(AssertionError, match="inline onclick"):
        client.get("/faulty/")


@pytest.mark.urls("tests.house.test_tripwires")
def test_what_waits_for_the_commit_runs(client, db):
    RAN.clear()
    client.get("/commits/")
    assert RAN == ["ran"]


def test_an_undefined_variable_fails():
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'nothing'"):
        Template("{{ nothing }}").render(Context({}))


def test_reading_pages_may_change_no_table_but_the_trail():
    tables = {model._meta.db_table for model in apps.get_models() if model.__module__.partition(".")[0] in ROOTS}
    assert {table for table in tables if not table.startswith(OURS)} == {
        table for table in tables if table.startswith("audit_")
    }
