"""Help now. No test here may touch the database: pytest-django refuses it, which is the proof."""

import datetime
import json
import re

import pytest
import time_machine

from guidance import queries
from guidance.rules import HELSINKI

FRIDAY_TEN = datetime.datetime(2026, 11, 27, 10, 0, tzinfo=HELSINKI)


@pytest.fixture(autouse=True)
def _packaged_rows_on_friday_at_ten():
    queries.copy_path().unlink(missing_ok=True)
    with time_machine.travel(FRIDAY_TEN, tick=False):
        yield
    queries.copy_path().unlink(missing_ok=True)


def text_of(client, **asked):
    return client.get("/help-now/", {"lang": "en", **asked}).content.decode()


def section(text, group):
    return re.search(rf'<section data-group="{group}".*?</section>', text, re.DOTALL)[0]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_page_works_without_a_database_in_three_languages_and_112_is_first(client, language):
    page = client.get("/help-now/", {"lang": language})
    text = page.content.decode()
    assert page.status_code == 200
    assert page.headers["Content-Language"] == language
    calls = re.findall(r'href="tel:(\w+)"', text)
    assert calls[:3] == ["112", "116117", "0925250111"]
    numbers = [row["phone"] for row in queries.packaged_services() if row["phone"]]
    assert sorted(calls) == sorted("".join(phone.split()) for phone in [*numbers, "09 310 44222"])


def test_row_says_hours_ages_languages_cost_and_what_is_not_confirmed(client):
    row = re.search(r'<li class="row help-row" id="sekasin">.*?</li>\s*</ul>.*?</li>', text_of(client), re.DOTALL)[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert words == (
        "Sekasin chat In writing and anonymously. Open every day until midnight; we do not know when it opens. "
        "Opening hours not known For ages 12–29. Go to Sekasin chat Languages: Finnish, Swedish. Free of charge. "
        "We have not confirmed this ourselves; check on their own page."
    )


def test_age_limit_stands_before_the_way_in(client):
    text = text_of(client)
    for slug in ("sekasin", "vamos", "mll"):
        row = text[text.index(f'id="{slug}"') :]
        assert row.index("help-ages") < row.index("help-ways")


def test_unconfirmed_is_said_of_every_row_that_is(client):
    unconfirmed = [row for row in queries.packaged_services() if row["unconfirmed"]]
    assert text_of(client).count("We have not confirmed this ourselves") == len(unconfirmed)


def test_checked_rows_say_when_and_late_ones_that_it_may_have_changed(client):
    rows = queries.packaged_services()[1:3]
    for row, again in zip(rows, ("2026-12-01", "2026-11-20"), strict=True):
        row |= {"checked_on": "2026-11-01", "checked_by": "Kaisa", "next_check": again, "unconfirmed": False}
    queries.copy_path().parent.mkdir(parents=True, exist_ok=True)
    queries.copy_path().write_text(json.dumps({"format": 2, "services": rows}))
    text = text_of(client)
    assert re.findall(r"(?:Last c|C)hecked [^<\n]*", text) == [
        "Checked 1.11.2026.",
        "Last checked 1.11.2026; it may have changed.",
    ]
    assert "We have not yet" not in text


@pytest.mark.parametrize("age", ["under-18", "18-29", "30"])
def test_age_is_chosen_by_a_link_and_kept_nowhere(client, age):
    page = client.get("/help-now/", {"age": age})
    assert f'href="?age={age}" aria-current="true"' in page.content.decode()
    assert page.cookies == {}
    assert "aria-current" not in re.search(r'aria-labelledby="age-label".*?</nav>', text_of(client), re.DOTALL)[0]


def test_town_is_remembered_until_it_is_forgotten(client):
    page = client.get("/help-now/", {"place": "helsinki", "age": "30"})
    assert "tel:0931044222" in section(page.content.decode(), "open_now")
    cookie = page.cookies["place"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "helsinki",
        True,
        "Lax",
        31536000,
    )
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "tel:0931044222" in section(client.get("/help-now/").content.decode(), "open_now")
    assert client.get("/help-now/", {"place": ""}).cookies["place"].value == ""
    assert "tel:0931044222" not in section(client.get("/help-now/").content.decode(), "open_now")


def test_institution_of_whoever_is_signed_in_chooses_the_town(client):
    client.cookies["partner"] = "kamk"
    assert "Kainuun hyvinvointialue" in section(text_of(client), "open_now")
    assert client.get("/help-now/").cookies == {}
    assert "Kainuun hyvinvointialue" not in text_of(client, place="")


def test_town_without_a_known_number_names_its_area_and_116_117(client):
    text = section(text_of(client, place="kajaani"), "open_now")
    assert "Kainuun hyvinvointialue" in text
    assert text.count("tel:116117") == 2


@pytest.mark.parametrize("asked", [{"age": "x" * 9000}, {"place": "\0'\"<b>"}, {"age": "-1", "place": "nowhere"}])
def test_nonsense_in_the_address_is_as_if_nothing_was_said(client, asked):
    page = client.get("/help-now/", asked)
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_answer_may_be_shared_only_when_nobody_is_signed_in_and_nothing_is_remembered(client):
    assert client.get("/help-now/").headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in client.get("/help-now/").headers["Vary"]
    assert client.get("/help-now/", {"lang": "sv"}).headers["Cache-Control"] == "private, no-cache"
    client.cookies["session"] = "anything"
    assert client.get("/help-now/").headers["Cache-Control"] == "private, no-store"


def test_a_reader_with_a_session_gets_help_without_the_database(client):
    client.cookies["session"] = "a-session-that-only-the-database-could-know"
    assert client.get("/help-now/").status_code == 200


def test_hours_for_the_browser_are_those_of_the_page(client):
    held = json.loads(re.search(r'<script id="help-hours" type="application/json">(.*?)</script>', text_of(client))[1])
    assert held["base"] == int(FRIDAY_TEN.timestamp()) // 60
    assert list(held["rows"])[:3] == ["emergency-112", "paivystysapu", "mieli-fi"]
    assert held["rows"]["mieli-en"]["lines"][0]["turns"][0] == [0, 3, "10:00", 0]


def test_worker_comes_from_below_the_page_and_is_never_kept(client):
    answer = client.get("/help-now/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.text == 'importScripts("/static/js/help-worker.js");\n'


@pytest.mark.parametrize("path", ["/help-now/", "/help-now/sw.js"])
def test_nobody_posts_to_help(client, path):
    assert client.post(path).status_code == 405
