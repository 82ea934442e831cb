"""Pages for what went wrong: the right status, a way on, and never a blank."""

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_missing_page_offers_two_ways_on(client):
    answer = client.get("/no-such-page/", {"lang": "en"})
    assert answer.status_code == 404
    assert 'href="/communities/"' in answer.content.decode()


def test_a_wrong_method_gets_a_page_and_keeps_its_header(client):
    answer = client.get("/theme/", {"lang": "en"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert '<h1 class="page-title">' in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_host_that_is_not_ours_gets_a_page(client, method):
    answer = getattr(client, method)("/theme/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert '<h1 class="page-title">' in answer.content.decode()


def test_a_form_without_its_token_leads_back_to_the_form(student):
    client = Client(enforce_csrf_checks=True)
    client.force_login(student)
    page = reverse("accounts:profile")
    answer = client.post(
        page, {"name": "Aino"}, headers={"host": "testserver", "referer": f"http://testserver{page}?x=1"}
    )
    assert answer.status_code == 403
    assert f'href="{page}?x=1"' in answer.content.decode()


def test_too_many_tries_get_a_page(rf):
    request = rf.get("/accounts/login/")
    request.resolver_match = None
    assert 'href="/help-now/"' in render_to_string("429.html", request=request)


def test_the_page_for_our_own_faults_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert [page.count(f'lang="{code}"') for code in ("fi", "sv", "en")] == [1, 1, 1]
    assert page.count("tel:112") == 3
    assert finders.find("css/portal.css")
