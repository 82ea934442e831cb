"""What the shell of every page is told."""

import pytest
from django.test import RequestFactory

from wellbeing_portal.front.context import here_url


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/communities/", "/communities/?"),
        ("/communities/?theme=sleep&lang=sv&page=2", "/communities/?theme=sleep&page=2&"),
        ("/communities/?theme=%3Cscript%3E", "/communities/?theme=%3Cscript%3E&"),
    ],
)
def test_the_address_keeps_its_query_but_not_the_language(asked, told):
    assert here_url(RequestFactory().get(asked)) == told


@pytest.mark.parametrize(
    ("referer", "told"),
    [
        ("http://testserver/communities/uni/?page=2&lang=sv", "/communities/uni/?page=2&"),
        ("http://elsewhere.example/communities/uni/", "/posts/1/?"),
        ("nonsense", "/posts/1/?"),
        ("", "/posts/1/?"),
    ],
)
def test_after_a_post_the_address_is_that_of_the_form(referer, told):
    assert here_url(RequestFactory().post("/posts/1/", headers={"referer": referer, "host": "testserver"})) == told
