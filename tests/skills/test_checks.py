"""Self-checks: what the answers say, help before it, and nothing kept, cached or logged."""

import pytest
import structlog
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_portal.audit.models import Entry
from wellbeing_portal.learning.models import SelfAssessmentResponse
from wellbeing_portal.learning.queries import instruments
from wellbeing_portal.learning.rules import needs_care, read_answers, score_instrument

WHO_5 = ["cheerful", "calm", "active", "rested", "interested"]
LANGUAGES = ["fi", "sv", "en"]
HELP = 'id="help-first"'
OUR_OWN = (
    "The wording in this language is our own translation. It has not been compared with the official one yet, and "
    "those who made the questions do not answer for it. The English wording is the original."
)


def who_5(*values):
    return dict(zip(WHO_5, map(str, values), strict=False))


def result_of(slug, given):
    instrument = instruments()[slug]
    return score_instrument(instrument, read_answers(instrument, given))[0]


@pytest.mark.parametrize(
    ("values", "score", "band"),
    [
        ((0, 0, 0, 0, 0), 0, "low"),
        ((5, 5, 2, 0, 0), 48, "low"),
        ((2, 2, 3, 2, 3), 48, "low"),
        ((3, 3, 3, 2, 2), 52, "more"),
        ((5, 5, 3, 0, 0), 52, "more"),
        ((5, 5, 5, 5, 5), 100, "more"),
    ],
)
def test_who_5_by_its_golden_scores(values, score, band):
    result = result_of("who-5", who_5(*values))
    assert (result.score, result.band.key, needs_care([result])) == (score, band, band == "low")


def test_who_5_with_an_answer_missing_has_no_score():
    result = result_of("who-5", who_5(5, 5, 5, 5))
    assert (result.score, result.band) == (None, None)


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_who_5_is_four_times_the_sum_and_low_below_thirteen(values):
    result = result_of("who-5", who_5(*values))
    assert result.score == 4 * sum(values)
    assert 0 <= result.score <= 100
    assert needs_care([result]) is (sum(values) < 13)


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5), st.integers(0, 4))
def test_who_5_never_falls_when_an_answer_rises(values, at):
    higher = [value + (place == at) for place, value in enumerate(values)]
    assert result_of("who-5", who_5(*higher)).score == result_of("who-5", who_5(*values)).score + 4


def test_who_5_asks_in_english_what_its_authors_ask():
    instrument = instruments()["who-5"]
    assert [one.text["en"] for one in instrument.statements] == [
        "I have felt cheerful and in good spirits",
        "I have felt calm and relaxed",
        "I have felt active and vigorous",
        "I woke up feeling fresh and rested",
        "My daily life has been filled with things that interest me",
    ]
    assert instrument.unofficial == ("fi", "sv")


@pytest.mark.parametrize(
    ("answer", "band"), [(0, "seldom"), (1, "seldom"), (2, "at-times"), (3, "lonely"), (4, "lonely")]
)
def test_fairly_often_and_all_the_time_count_as_lonely(answer, band):
    result = result_of("loneliness", {"lonely": str(answer)})
    assert (result.band.key, needs_care([result])) == (band, band == "lonely")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(instruments()))
def test_a_check_is_a_group_of_buttons_for_each_statement(client, db, language, slug):
    page = client.get(f"/skills/checks/{slug}/", {"lang": language}).content.decode()
    instrument = instruments()[slug]
    for statement in instrument.statements:
        assert f"<legend>{statement.text[language]}</legend>" in page
        assert page.count(f'type="radio" id="{statement.key}-') == len(instrument.scale)
    assert page.count("<fieldset") == len(instrument.statements)
    assert "checked" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_of_our_own_says_so(client, db, language):
    with translation.override(language):
        words = gettext(OUR_OWN)
    page = client.get("/skills/checks/who-5/", {"lang": language}).content.decode()
    assert (words in page) is (language != "en")


def test_a_check_that_is_not_there_is_404(client, db):
    assert client.get("/skills/checks/phq-9/").status_code == 404
    assert client.post("/skills/checks/phq-9/", {}).status_code == 404


@pytest.mark.parametrize(
    ("values", "care"), [((0, 1, 0, 0, 0), True), ((2, 2, 3, 2, 3), True), ((3, 3, 3, 2, 2), False)]
)
def test_help_comes_before_what_low_answers_say(client, db, values, care):
    page = client.post("/skills/checks/who-5/?lang=en", who_5(*values)).content.decode()
    said = page.index('id="said-1"')
    assert (HELP in page) is care
    if care:
        assert page.index(HELP) < page.index('href="tel:112"') < said
    words, number = page.index("By your answers"), page.index(f"In numbers: {4 * sum(values)} of 100")
    assert said < words < number


def test_no_number_is_told_of_loneliness(client, db):
    page = client.post("/skills/checks/loneliness/?lang=en", {"lonely": "4"}).content.decode()
    assert "In numbers" not in page
    assert page.index(HELP) < page.index("You have felt lonely fairly often")


def test_a_missing_answer_is_said_where_it_is_and_the_others_stay(client, db):
    response = client.post("/skills/checks/who-5/?lang=en", who_5(3, 9, 1))
    page = response.content.decode()
    assert response.status_code == 422
    assert {key: f'id="{key}-error"' in page for key in WHO_5} == {
        "cheerful": False, "calm": True, "active": False, "rested": True, "interested": True}  # fmt: skip
    assert 'aria-describedby="calm-error"' in page
    assert 'href="#calm-5"' in page
    assert page.count(" checked") == 2
    assert 'id="said-1"' not in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_answers_are_kept_cached_and_logged_nowhere(client, student, signed_in):
    if signed_in:
        client.force_login(student)
        client.get("/skills/checks/")
    with structlog.testing.capture_logs() as lines:
        response = client.post("/skills/checks/who-5/", who_5(0, 1, 0, 1, 0))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "no-store" in client.post("/skills/checks/who-5/", {}).headers["Cache-Control"]
    assert not SelfAssessmentResponse.objects.exists()
    assert not Entry.objects.exists()
    assert "cheerful" not in f"{lines} {dict(client.session)}"


@pytest.mark.parametrize("signed_in", [False, True])
def test_it_costs_one_query_for_what_fits(client, student, signed_in, django_assert_num_queries):
    if signed_in:
        client.force_login(student)
        client.get("/skills/checks/")
    with django_assert_num_queries(3 if signed_in else 1):
        client.post("/skills/checks/who-5/", who_5(0, 0, 0, 0, 0))
