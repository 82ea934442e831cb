"""One answer for a browser with htmx and one without."""

import pytest
from django.test import RequestFactory

from wellbeing_portal.kernel.render import render, see_other, wants_part

PAGE, PART = "ui/empty.html", "ui/alert.html"


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_a_part_is_for_htmx_alone(headers, part):
    assert wants_part(RequestFactory().get("/", headers=headers)) is part


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_caches_are_told_that_there_are_two_answers(headers):
    context = {"title": "Hei", "text": "Moi", "kind": "info", "url": "/", "action": "Go"}
    response = render(RequestFactory().get("/", headers=headers), PAGE, PART, context, status=422)
    assert (response.status_code, response.headers["Vary"]) == (422, "HX-Request")


def test_after_a_post_the_browser_is_sent_to_look():
    response = see_other("/communities/")
    assert (response.status_code, response.headers["Location"]) == (303, "/communities/")
