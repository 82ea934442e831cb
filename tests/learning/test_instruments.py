"""Self-assessments: scored from data, kept only when their owner says so."""

import uuid
from copy import deepcopy
from decimal import Decimal

import pytest
import structlog
import yaml
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.learning import SelfAssessmentResponseFactory, texts
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.learning.actions import delete_response, take_assessment
from wellbeing_portal.learning.models import SelfAssessmentResponse
from wellbeing_portal.learning.queries import (
    instruments,
    kept_responses,
    load_instruments,
    read_instrument,
    response_for,
)
from wellbeing_portal.learning.rules import needs_care, read_answers, score_instrument
from wellbeing_portal.learning.rules.instruments import instrument_of
from wellbeing_portal.learning.validators.instruments import instrument_flaws

ANYBODY = AnonymousUser()


def sample():
    """Five statements from 0 to 5 whose sum is read times four, and three from 0 to 5, one of them turned round."""
    bands = [
        {"key": "low", "up_to": 28, "text": texts("low"), "care": True},
        {"key": "some", "up_to": 50, "text": texts("some")},
        {"key": "well", "up_to": 100, "text": texts("well")},
    ]
    return {
        "format": 1,
        "slug": "sample",
        "edition": 1,
        "title": texts("Sample"),
        "summary": texts("How things are."),
        "intro": texts("Answer for the last two weeks."),
        "source": "Written for these tests.",
        "licence": "CC-BY-4.0",
        "scale": [{"value": value, "text": texts(f"value {value}")} for value in range(6)],
        "dimensions": [
            {"key": "mood", "title": texts("Mood"), "method": "sum", "multiply": 4, "bands": bands},
            {"key": "rest", "title": texts("Rest"), "method": "mean"},
        ],
        "statements": [
            *({"key": f"mood-{number}", "dimension": "mood", "text": texts("mood")} for number in range(1, 6)),
            {"key": "rest-1", "dimension": "rest", "text": texts("rest")},
            {"key": "rest-2", "dimension": "rest", "text": texts("tired"), "reverse": True},
            {"key": "rest-3", "dimension": "rest", "text": texts("rest")},
        ],
    }


INSTRUMENT = instrument_of(sample())
MOOD = [f"mood-{number}" for number in range(1, 6)]
REST = [f"rest-{number}" for number in range(1, 4)]


def scored(keys, values):
    results = score_instrument(INSTRUMENT, dict(zip(keys, values, strict=True)))
    return next((result for result in results if result.score is not None), results[0])


@pytest.mark.parametrize(
    ("values", "score", "band"),
    [
        ((0, 0, 0, 0, 0), 0, "low"),
        ((1, 1, 1, 2, 2), 28, "low"),
        ((1, 1, 2, 2, 2), 32, "some"),
        ((2, 2, 3, 2, 3), 48, "some"),
        ((3, 2, 3, 2, 3), 52, "well"),
        ((5, 5, 5, 5, 5), 100, "well"),
    ],
)
def test_a_sum_and_what_it_means(values, score, band):
    result = scored(MOOD, values)
    assert (result.score, result.band.key) == (score, band)
    assert needs_care([result]) is (band == "low")


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ((0, 5, 0), "0.0"),
        ((5, 0, 5), "5.0"),
        ((5, 5, 5), "3.3"),
        ((4, 2, 1), "2.7"),
        ((1, 4, 1), "1.0"),
        ((3, 3, 0), "1.7"),
    ],
)
def test_a_mean_with_a_statement_turned_round(values, score):
    result = scored(REST, values)
    assert (result.score, result.band) == (Decimal(score), None)
    assert not needs_care([result])


def test_a_dimension_with_something_left_out_has_no_score():
    results = score_instrument(INSTRUMENT, dict.fromkeys(MOOD[:4], 0))
    assert [(result.score, result.band) for result in results] == [(None, None)] * 2
    assert not needs_care(results)


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5), st.integers(0, 4), st.integers(0, 5))
def test_more_of_an_answer_is_never_less_of_the_score(values, at, more):
    higher = [*values[:at], max(values[at], more), *values[at + 1 :]]
    assert scored(MOOD, values).score <= scored(MOOD, higher).score


def test_only_values_of_the_scale_are_answers():
    given_answers = {
        "mood-1": "5",
        "mood-2": 0,
        "mood-3": "6",
        "mood-4": "",
        "mood-5": None,
        "other": 1,
        "rest-1": "0x1",
    }
    assert read_answers(INSTRUMENT, given_answers) == {"mood-1": 5, "mood-2": 0}


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (("edition",), 0, None),
        (("source",), "", None),
        (("licence",), None, ()),
        (("intro", "sv"), None, ("intro",)),
        (("scale",), [], None),
        (("scale", 0, "value"), 5, ("scale",)),
        (("scale", 0, "value"), "0", None),
        (("scale", 0), "never", None),
        (("dimensions", 0, "key"), "rest", ("dimensions", 1, "key")),
        (("dimensions", 0, "method"), "median", None),
        (("dimensions", 0, "multiply"), 0, None),
        (("dimensions", 0, "bands", 0, "up_to"), 60, ("dimensions", 0, "bands")),
        (("dimensions", 0, "bands", 0, "up_to"), "28", None),
        (("dimensions", 0, "bands", 0, "care"), "yes", None),
        (("dimensions", 0, "bands", 0, "text", "fi"), None, ("dimensions", 0, "bands", 0, "text")),
        (("statements", 0, "dimension"), "luck", None),
        (("statements", 1, "key"), "mood-1", None),
        (("statements", 6, "reverse"), 1, None),
        (("summary",), None, ()),
        (("dimensions", 0, "number"), {"fi": ""}, ("dimensions", 0, "number", "fi")),
        (("unofficial",), ["fi", "de"], ("unofficial", 1)),
        (("unofficial",), "fi", None),
        (("unofficial",), [], None),
        (("colour",), "green", None),
    ],
)
def test_a_flaw_of_an_instrument_is_found_where_it_is(path, value, found):
    said = deepcopy(sample())
    part = said
    for step in path[:-1]:
        part = part[step]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    assert (path if found is None else found) in [flaw.path for flaw in instrument_flaws(said)]


def test_a_good_instrument_has_no_flaws():
    assert instrument_flaws(sample()) == []


def test_every_dimension_is_measured():
    said = sample()
    said["statements"] = said["statements"][:5]
    assert [flaw.path for flaw in instrument_flaws(said)] == [("dimensions",)]
    assert instrument_flaws("nothing") != []
    assert instrument_flaws({**sample(), "scale": "0 to 5"}) != []


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sample.yaml"
    path.write_text(yaml.safe_dump(sample(), allow_unicode=True, sort_keys=False))
    return path


def test_an_instrument_is_read_from_its_file(file):
    assert load_instruments([file]) == {"sample": INSTRUMENT}


def test_a_mistake_has_a_line_and_stops_the_start(file):
    file.write_text(file.read_text().replace("method: sum", "method: median", 1))
    line = next(number for number, text in enumerate(file.read_text().splitlines(), 1) if "median" in text)
    assert [(mistake.file, mistake.line) for mistake in read_instrument(file)[1]] == [("sample.yaml", line)]
    with pytest.raises(ImproperlyConfigured, match=f"sample.yaml:{line}:"):
        load_instruments([file])
    file.write_text("a: [\n")
    with pytest.raises(ImproperlyConfigured, match=r"sample\.yaml:2:"):
        load_instruments([file])


def test_instruments_that_come_with_apps_have_no_mistakes():
    assert all(slug == found.slug for slug, found in instruments().items())


def take(user, *, keep=True, once=None, **more):
    answers = {**dict.fromkeys(MOOD, "1"), **more}
    return take_assessment(user, instrument=INSTRUMENT, given=answers, keep=keep, once=once or uuid.uuid4())


@pytest.mark.django_db
def test_without_the_owners_tick_nothing_is_kept(student):
    for user, keep in ((student, False), (ANYBODY, False), (ANYBODY, True)):
        assert take(user, keep=keep)[0].score == 20
    assert take_assessment(student, instrument=INSTRUMENT, given={}, keep=True, once=uuid.uuid4())[0].score is None
    assert not SelfAssessmentResponse.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_is_scored_again_when_its_owner_looks(student, peer):
    take(student)
    take(student, **{"mood-1": "5"})
    take(peer)
    kept = kept_responses(student, INSTRUMENT)
    assert [[result.score for result in one.results] for one in kept] == [[36, None], [20, None]]
    assert kept_responses(ANYBODY, INSTRUMENT) == []


@pytest.mark.django_db
def test_the_same_form_twice_is_kept_once(student, peer):
    once = uuid.uuid4()
    for user in (student, student, peer):
        take(user, once=once)
    assert SelfAssessmentResponse.objects.count() == 2


@pytest.mark.django_db
def test_an_older_edition_is_kept_and_not_read_as_the_new_one(student):
    SelfAssessmentResponseFactory(user=student, edition=9, answers='{"mood-1": 5}')
    assert [one.results for one in kept_responses(student, INSTRUMENT)] == [[]]


@pytest.mark.django_db
def test_answers_lie_encrypted_and_in_no_trail_and_no_log(student):
    with structlog.testing.capture_logs() as lines:
        take(student)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {SelfAssessmentResponse._meta.db_table}")  # noqa: S608
        stored = str(cursor.fetchall())
    assert "mood-1" not in f"{stored} {SelfAssessmentResponse.objects.get()!r}"
    assert (lines, Entry.objects.count()) == ([], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_what_is_kept_is_read_at_once(student, count, django_assert_num_queries):
    for _time in range(count):
        take(student)
    with django_assert_num_queries(1):
        assert len(kept_responses(student, INSTRUMENT)) == count


@pytest.mark.django_db
def test_only_its_owner_finds_and_deletes_it(people):
    take(people.student)
    row = SelfAssessmentResponse.objects.get()
    assert response_for(people.student, row.public_id) == row
    for other in (people.peer, people.coordinator, people.operator, ANYBODY):
        with pytest.raises(Http404):
            response_for(other, row.public_id)
        delete_response(other, response=row)
    assert SelfAssessmentResponse.objects.exists()
    for _turn in range(2):
        delete_response(people.student, response=row)
    assert not SelfAssessmentResponse.objects.exists()
