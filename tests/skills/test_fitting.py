"""What the portal suggests after a self-check, and why."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from skills.queries import check_outcome, check_sheet
from skills.registry import FITTING, GROUPS, HELP
from tests.factories.learning import lesson, make_course
from wellbeing_portal.learning.actions import archive_course
from wellbeing_portal.learning.queries import instruments
from wellbeing_portal.learning.rules import low_answers

COMPASS = instruments()["compass"]
KEYS = [statement.key for statement in COMPASS.statements]


def answers(value="3", **more):
    return {**dict.fromkeys(KEYS, value), **more}


def page_of(client, **more):
    return client.post("/skills/checks/compass/?lang=en", answers(**more)).content.decode()


def test_what_is_suggested_is_there_and_every_statement_has_something():
    folder = Path(settings.BASE_DIR) / "skills" / "content"
    lessons = set()
    for file in folder.glob("*/course.yaml"):
        course = yaml.safe_load(file.read_text())
        lessons |= {f"{course['slug']}/{one['key']}" for module in course["modules"] for one in module["lessons"]}
    suggested = {what for check in FITTING.values() for fits in check.values() for what in fits}
    assert suggested - {GROUPS, HELP} <= lessons
    assert {slug: set(check) for slug, check in FITTING.items()} == {
        slug: {statement.key for statement in found.statements} for slug, found in instruments().items()
    }


@given(st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_the_lower_half_of_the_scale_is_low(values):
    low = low_answers(COMPASS, dict(zip(KEYS, values, strict=True)))
    assert [one.key for one in low] == [key for key, value in zip(KEYS, values, strict=True) if value <= 1]


@pytest.mark.parametrize(("answer", "low"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_the_middle_is_low_too_and_a_question_turned_round_is_read_so(answer, low):
    assert bool(low_answers(instruments()["loneliness"], {"lonely": answer})) is low
    assert low_answers(instruments()["loneliness"], {}) == []


def test_the_compass_gives_reasons_and_no_number(client, db):
    make_course("study-rhythm", lessons=[lesson("getting-going")], questions=[])
    page = page_of(client, start="1", belong="0")
    assert 'href="/skills/study-rhythm/lessons/getting-going/"' in page
    assert "<q>I get going with my tasks without putting them off for long.</q>: fits a little" in page
    assert '<h3><a href="/communities/">' in page
    assert "In numbers" not in page
    carries = page[page.index('id="carries"') : page.index('id="fits"')]
    assert "I have a place where I can study in peace." in carries
    assert "I get going" not in carries


def test_when_all_is_well_nothing_is_suggested(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = page_of(client)
    assert "Nothing in your answers asks for a change" in page
    assert 'id="fits"' not in page


def test_when_all_is_low_a_few_suggestions_are_made_and_nothing_carries(client, db):
    page = page_of(client, **dict.fromkeys(KEYS, "0"))
    assert 'id="carries"' not in page
    fits = page[page.index('id="fits"') :]
    assert re.findall(r'<h3><a href="(/[a-z-]+/)">', fits) == ["/help-now/", "/communities/"]


def test_what_several_answers_ask_for_comes_first_with_all_reasons(db):
    make_course("life-sleep-recovery", lessons=[lesson("money-home-and-load"), lesson("sleep")], questions=[])
    given_answers = answers(rest="0", worry="0", everyday="1")
    found = check_outcome(AnonymousUser(), check_sheet(COMPASS, "en", given_answers), given_answers).fitting
    assert [(one.place or one.url, len(one.because)) for one in found] == [
        ("help", 2),
        ("/skills/life-sleep-recovery/lessons/sleep/", 1),
        ("/skills/life-sleep-recovery/lessons/money-home-and-load/", 1),
    ]


def test_a_course_that_is_closed_is_not_suggested(client, people):
    course = make_course("study-rhythm", lessons=[lesson("getting-going")], questions=[])
    archive_course(people.operator, course=course, archived=True)
    assert "/skills/study-rhythm/" not in page_of(client, start="0")


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_cost_one_query(client, db, rows, django_assert_num_queries):
    for slug, key in (
        ("study-rhythm", "getting-going"),
        ("belonging", "small-steps"),
        ("online-readiness", "seen-and-heard"),
    ):
        make_course(slug, lessons=[lesson(key)], questions=[])
    low = dict.fromkeys(["start", "belong", "online"][:rows], "0")
    with django_assert_num_queries(1):
        page_of(client, **low)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_parts_of_the_compass_are_headings(client, db, language):
    page = client.get("/skills/checks/compass/", {"lang": language}).content.decode()
    assert [part.title[language] for part in COMPASS.dimensions] == re.findall(r"<h2>([^<]+)</h2>", page)
