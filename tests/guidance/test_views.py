"""Help now. No test here may touch the database: pytest-django refuses it, which is the proof."""

import datetime

import pytest
import time_machine

from guidance import queries
from guidance.rules import HELSINKI

FRIDAY_TEN = datetime.datetime(2026, 11, 27, 10, 0, tzinfo=HELSINKI)


@pytest.fixture(autouse=True)
def _no_copy():
    queries.copy_path().unlink(missing_ok=True)


def slugs(group):
    return [card["slug"] for card in group]


@pytest.mark.parametrize(
    ("language", "heading"), [("fi", "Hätänumero 112"), ("sv", "Nödnumret 112"), ("en", "Emergency number 112")]
)
def test_page_works_without_a_database_in_three_languages_and_112_is_first(client, language, heading):
    page = client.get("/help-now/", {"lang": language})
    text = page.content.decode()
    assert page.status_code == 200
    assert page.headers["Content-Language"] == language
    assert heading in text
    first_call = text.index('class="call"')
    assert text.index('href="tel:112"') - first_call < 30
    assert text.count('class="call"') == sum(bool(row["phone"]) for row in queries.packaged_services())


def test_unconfirmed_is_said_in_words(client):
    text = client.get("/help-now/", {"lang": "en"}).content.decode()
    unconfirmed = [row for row in queries.packaged_services() if row["unconfirmed"]]
    assert text.count("Not confirmed: check the hours") == len(unconfirmed) > 0


def test_open_in_the_readers_language_comes_before_the_rest_and_closed_last():
    groups = queries.help_now(language="en", moment=FRIDAY_TEN)
    assert slugs(groups["emergency"]) == ["emergency-112"]
    assert "mieli-en" in slugs(groups["open_now"])
    assert "mieli-fi" in slugs(groups["rest"])
    night = queries.help_now(language="en", moment=FRIDAY_TEN.replace(hour=2))
    assert "mieli-en" in slugs(night["closed"])
    assert "mieli-fi" in slugs(queries.help_now(language="fi", moment=FRIDAY_TEN.replace(hour=2))["open_now"])
    opens = [card["open"] for card in groups["rest"]]
    assert opens == sorted(opens, key=lambda value: value is None)


def test_line_with_hours_by_language_is_open_only_for_its_language():
    assert "riku" in slugs(queries.help_now(language="fi", moment=FRIDAY_TEN.replace(hour=18))["open_now"])
    assert "riku" not in slugs(queries.help_now(language="sv", moment=FRIDAY_TEN.replace(hour=18))["open_now"])


def test_sekasin_is_never_said_to_be_open_while_its_start_is_not_known():
    sekasin = next(row for row in queries.packaged_services() if row["slug"] == "sekasin")
    assert {(hours["opens_at"], hours["closes_at"]) for hours in sekasin["schedules"]} == {(None, "00:00:00")}
    for hour in (0, 12, 23):
        assert "sekasin" in slugs(queries.help_now(language="fi", moment=FRIDAY_TEN.replace(hour=hour))["rest"])


def test_every_service_is_in_exactly_one_group():
    groups = queries.help_now(language="fi", moment=FRIDAY_TEN)
    shown = [slug for group in groups.values() for slug in slugs(group)]
    assert sorted(shown) == sorted(row["slug"] for row in queries.packaged_services())


def test_copy_is_read_and_a_broken_copy_falls_back(client):
    queries.copy_path().parent.mkdir(parents=True, exist_ok=True)
    queries.copy_path().write_text('{"services": []}')
    assert queries.copied_services() == []
    queries.copy_path().write_text('{"services": [')
    with time_machine.travel(FRIDAY_TEN, tick=False):
        assert "112" in client.get("/help-now/").content.decode()


def test_a_reader_with_a_session_gets_help_without_the_database(client):
    client.cookies["session"] = "a-session-that-only-the-database-could-know"
    assert client.get("/help-now/").status_code == 200
