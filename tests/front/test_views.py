"""Front page, home, colours and the component page."""

import datetime

import pytest
import time_machine
from django.utils import translation

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.learning import EnrolmentFactory, make_course
from wellbeing_portal.front.pages import greeting


def text_of(client, path="/", **extra):
    return client.get(path, {"lang": "en"}, **extra).content.decode()


def test_the_front_page_names_the_partners_and_shows_public_groups_only(client, diak):
    GroupFactory(owner=diak, slug="uni", card_public=True)
    GroupFactory(owner=diak, slug="oma", card_public=False)
    InstitutionFactory(slug="gone", short_name="Gone", partner_until=datetime.date(2020, 1, 1))
    page = text_of(client)
    assert diak.short_name in page
    assert "/communities/uni/" in page
    assert "/communities/oma/" not in page
    assert "Gone" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_for_one_and_three_groups(client, diak, rows, django_assert_num_queries):
    GroupFactory.create_batch(rows, owner=diak, card_public=True)
    with django_assert_num_queries(2):
        assert client.get("/").status_code == 200


def test_home_is_never_empty(client, student):
    client.force_login(student)
    page = text_of(client)
    assert page.count('class="panel"') == 1
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize(
    ("role", "begun", "shown"), [("student", False, True), ("student", True, False), ("staff", False, False)]
)
def test_home_leads_students_without_a_course_to_the_checks(client, people, role, begun, shown):
    user = getattr(people, role)
    if begun:
        EnrolmentFactory(course=make_course(), user=user)
    client.force_login(user)
    assert ('href="/skills/checks/"' in text_of(client)) is shown


def test_home_puts_first_the_group_where_something_is_new(client, student, peer, diak):
    quiet, lively = GroupFactory(owner=diak, slug="hiljainen"), GroupFactory(owner=diak, slug="vilkas")
    MemberFactory(user=student, group=quiet)
    MemberFactory(user=student, group=lively)
    PostFactory(thread=ThreadFactory(author=MemberFactory(user=peer, group=lively)))
    client.force_login(student)
    page = text_of(client)
    assert page.index('href="/communities/vilkas/"') < page.index('href="/communities/hiljainen/"')
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize("state", ["requested", "declined"])
def test_home_tells_how_a_request_stands(client, student, diak, state):
    MemberFactory(user=student, group=GroupFactory(owner=diak, slug="uni"), state=state, reason="It is full.")
    client.force_login(student)
    page = text_of(client)
    assert ("/communities/uni/" in page) == (state == "requested")
    assert ("It is full." in page) == (state == "declined")


@pytest.mark.parametrize("state", ["proposed", "declined"])
def test_home_tells_how_a_proposal_stands(client, student, diak, state):
    group = GroupFactory(owner=diak, slug="uni", state=state, proposed_by=student, reason="There is one already.")
    client.force_login(student)
    page = text_of(client)
    assert group.title_fi in page
    assert ("There is one already." in page) == (state == "declined")


@pytest.mark.parametrize("waits", ["request", "proposal"])
def test_home_shows_those_who_keep_groups_what_waits_for_an_answer(client, moderator, student, diak, waits):
    if waits == "request":
        MemberFactory(user=student, group=GroupFactory(owner=diak), state="requested")
    else:
        GroupFactory(owner=diak, state="proposed", proposed_by=student)
    client.force_login(moderator)
    page = text_of(client)
    assert 'class="btn btn-primary" href="/communities/kept/"' in page
    assert page.count("btn-primary") == 1


def test_home_of_those_who_keep_groups_suggests_none_to_join(client, moderator, diak):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(moderator)
    page = text_of(client)
    assert 'class="btn btn-primary" href="/communities/kept/"' in page
    assert "/communities/uni/" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_for_one_and_three_groups(client, student, diak, rows, django_assert_num_queries):
    for group in GroupFactory.create_batch(rows, owner=diak):
        PostFactory(thread=ThreadFactory(author=MemberFactory(group=group)))
        MemberFactory(user=student, group=group)
    GroupFactory(owner=diak)
    client.force_login(student)
    with django_assert_num_queries(12):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (4, "You are up late, Aino."),
        (5, "Good morning, Aino."),
        (10, "Good day, Aino."),
        (17, "Good evening, Aino."),
        (22, "Good evening, Aino."),
        (23, "You are up late, Aino."),
    ],
)
def test_the_greeting_follows_the_day(hour, said):
    with translation.override("en"):
        assert greeting(hour, "Aino") == said
        assert greeting(hour, "") == said.replace(", Aino", "")


@time_machine.travel(datetime.datetime(2026, 11, 25, 0, 30, tzinfo=datetime.UTC), tick=False)
def test_at_night_home_says_who_is_awake(client, student):
    client.force_login(student)
    assert text_of(client).count('href="/help-now/"') == 3  # the exit, the place, and the sentence


def test_colours_are_remembered_for_a_year_and_forgotten_on_demand(client, db):
    answer = client.post("/theme/", {"theme": "dark", "next": "/communities/?theme=sleep&"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/communities/?theme=sleep")
    assert answer.cookies["theme"]["max-age"] == 365 * 24 * 3600
    assert '<html lang="en" data-theme="dark">' in text_of(client)
    client.post("/theme/", {"theme": ""})
    assert '<html lang="en">' in text_of(client)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_colours_lead_nowhere_else(client, elsewhere):
    answer = client.post("/theme/", {"theme": "purple", "next": elsewhere})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/theme/").status_code == 405


def test_a_cookie_of_nonsense_changes_nothing(client, db):
    client.cookies["theme"] = '"><script>'
    assert '<html lang="en">' in text_of(client)


def test_public_pages_name_their_other_languages_and_private_ones_do_not(client, student):
    assert text_of(client).count('rel="alternate"') == 3
    client.force_login(student)
    assert text_of(client, "/me/").count('rel="alternate"') == 0


def test_the_component_page_is_for_demonstration_only(client, db, settings):
    assert client.get("/ui/").status_code == 404
    settings.DEMO = True
    assert client.get("/ui/").status_code == 200
