"""What help now shows, at which minute and to whom."""

import datetime
import itertools
import json

import pytest
from django.utils import translation

from guidance import queries
from guidance.enums import Age, State
from guidance.queries import words
from guidance.rules import HELSINKI, Step

FRIDAY_TEN = datetime.datetime(2026, 11, 27, 10, 0, tzinfo=HELSINKI)
NIGHT = FRIDAY_TEN.replace(hour=2)
GROUPS = ("open_now", "open_other", "maybe", "closed")


@pytest.fixture(autouse=True)
def _packaged():
    queries.copy_path().unlink(missing_ok=True)
    with translation.override("en"):
        yield


def slugs(group):
    return [card["slug"] for card in group]


def shown(language="fi", moment=FRIDAY_TEN, **more):
    page = queries.help_now(language=language, moment=moment, **more)
    return {name: slugs(page[name]) for name in GROUPS}


def card(slug, moment, language="en", **more):
    page = queries.help_now(language=language, moment=moment, **more)
    return next(one for name in ("emergency", *GROUPS) for one in page[name] if one["slug"] == slug)


def said(slug, moment):
    return [line["text"] for line in card(slug, moment)["lines"]]


def test_reference_rows_are_what_the_notes_say():
    """Numbers and marks, row by row; an empty number was not found and is never guessed."""
    rows = {row["slug"]: (row["phone"], row["sureness"], row["unconfirmed"]) for row in queries.packaged_services()}
    assert rows == {
        "emergency-112": ("112", "A", False),
        "paivystysapu": ("116 117", "B", True),
        "mieli-fi": ("09 2525 0111", "A", False),
        "mieli-sv": ("09 2525 0112", "A", True),
        "mieli-ar": ("09 2525 0113", "B", True),
        "mieli-uk": ("09 2525 0114", "A", True),
        "mieli-ru": ("09 2525 0115", "A", True),
        "mieli-en": ("09 2525 0116", "B", True),
        "mieli-chat": ("", "A", True),
        "sekasin": ("", "A", True),
        "yths": ("", "A", True),
        "nyyti": ("", "A", True),
        "nollalinja": ("080 005 005", "A", True),
        "riku": ("116 006", "B", True),
        "vamos": ("", "A", True),
        "social-emergency": ("", "B", True),
        "church": ("0400 22 11 80", "C", True),
        "paihdeneuvonta": ("0800 900 45", "C", True),
        "peluuri": ("0800 100 101", "C", True),
        "naisten-linja": ("0800 02400", "C", True),
        "mll": ("116 111", "C", True),
        "tukinet": ("", "B", True),
        "mielenterveystalo": ("", "B", False),
    }


def test_only_helsinki_has_a_known_number_of_its_own():
    areas = [area for row in queries.packaged_services() for area in row["areas"]]
    assert {area["town_fi"]: area["phone"] for area in areas if area["phone"]} == {"Helsinki": "09 310 44222"}
    assert len(areas) == 10


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("age", list(Age))
def test_every_service_is_in_exactly_one_group_at_every_hour_of_a_week(language, age):
    every = sorted(row["slug"] for row in queries.packaged_services())
    for hour in range(0, 7 * 24, 5):
        page = queries.help_now(language=language, moment=NIGHT + datetime.timedelta(hours=hour), age=age)
        groups = [slugs(page[name]) for name in ("emergency", *GROUPS)]
        assert sorted(itertools.chain(*groups)) == every
        assert groups[0] == ["emergency-112"]
        # 112, and always two more that answer now, whatever the language and age.
        assert {"paivystysapu", "mieli-fi"} <= set(groups[1])


def test_language_of_the_reader_comes_first():
    assert shown("fi", NIGHT)["open_now"] == [
        "paivystysapu",
        "mieli-fi",
        "nollalinja",
        "paihdeneuvonta",
        "mielenterveystalo",
    ]
    assert shown("sv", NIGHT) | {"maybe": [], "closed": []} == {
        "open_now": ["paivystysapu", "mieli-fi", "nollalinja", "mielenterveystalo"],
        "open_other": ["social-emergency", "paihdeneuvonta"],
        "maybe": [],
        "closed": [],
    }
    assert shown("sv", NIGHT)["maybe"][0] == "mieli-sv"
    assert shown("en", NIGHT)["closed"][:1] == ["mieli-en"]
    assert "mieli-en" in shown("en")["open_now"]
    assert "mieli-en" in shown("fi")["open_other"]


@pytest.mark.parametrize("slug", ["sekasin", "mll", "vamos"])
def test_services_for_the_young_are_never_a_first_choice_for_those_over_thirty(slug):
    hours = [{**row, "schedules": [ALWAYS]} for row in queries.packaged_services() if row["slug"] == slug]
    write_copy(hours)
    assert shown(age=Age.NOT_SAID)["open_now"] == [slug]
    assert shown(age=Age.YOUNG)["open_now"] == [slug]
    assert shown(age=Age.OLDER)["open_other"] == [slug]


def test_services_made_for_the_age_come_first_among_what_is_perhaps_open():
    assert shown(age=Age.UNDER_18)["maybe"][:3] == ["sekasin", "vamos", "mll"]
    assert shown(age=Age.OLDER)["maybe"][:3] == ["mieli-chat", "nyyti", "church"]


ALWAYS = {
    "byday": "",
    "opens_at": None,
    "closes_at": None,
    "all_day": True,
    "closed": False,
    "valid_from": None,
    "valid_to": None,
    "on_holidays": "same",
    "channel": "",
    "languages": [],
}


def write_copy(rows, version=2):
    queries.copy_path().parent.mkdir(parents=True, exist_ok=True)
    queries.copy_path().write_text(json.dumps({"format": version, "services": rows}))


def packaged(slug, **changes):
    return {**next(row for row in queries.packaged_services() if row["slug"] == slug), **changes}


@pytest.mark.parametrize(
    ("slug", "moment", "texts"),
    [
        ("mieli-fi", "2026-11-27T02:00", ["Open day and night"]),
        ("mieli-en", "2026-11-27T08:59", ["Opens today at 09:00"]),
        ("mieli-en", "2026-11-27T09:00", ["Open until 13:00"]),
        ("mieli-en", "2026-11-27T13:00", ["Opens on 4 December at 09:00"]),
        ("mieli-en", "2026-11-26T23:59", ["Opens tomorrow at 09:00"]),
        ("mieli-en", "2026-11-28T00:00", ["Opens on Friday at 09:00"]),
        ("mieli-sv", "2026-11-27T10:00", ["Opening hours not known"]),
        ("mieli-uk", "2026-11-28T10:00", ["Closed now, open again on Monday; the hours are not known"]),
        ("yths", "2026-11-27T10:00", ["Open until 14:00", "Open until 11:00"]),
        (
            "yths",
            "2026-12-23T16:00",
            [f"Opens tomorrow at 0{hour}:00, unless closed for a public holiday" for hour in (8, 9)],
        ),
        ("yths", "2026-12-24T10:00", ["May be closed (public holiday)"] * 2),
        ("mieli-fi", "2026-12-24T10:00", ["Open day and night"]),
        ("riku", "2026-12-06T10:00", ["Opens tomorrow at 09:00", "Opens tomorrow at 12:00", "Opens tomorrow at 09:00"]),
        ("nollalinja", "2027-06-25T14:30", ["Open day and night", "May be closed (public holiday)"]),
    ],
)
def test_hours_in_words(slug, moment, texts):
    assert said(slug, datetime.datetime.fromisoformat(moment).replace(tzinfo=HELSINKI)) == texts


def test_closed_for_weeks_says_only_that_it_is_closed():
    away = {**ALWAYS, "all_day": False, "closed": True, "valid_from": "2026-11-01", "valid_to": "2027-02-01"}
    write_copy([packaged("mieli-fi", schedules=[ALWAYS, away])])
    assert said("mieli-fi", FRIDAY_TEN) == ["Closed now"]


def test_end_of_the_day_and_hours_that_go_on_for_days():
    evening = {**ALWAYS, "all_day": False, "opens_at": "15:00:00", "closes_at": "00:00:00"}
    write_copy([packaged("mieli-fi", schedules=[evening])])
    assert said("mieli-fi", FRIDAY_TEN.replace(hour=16)) == ["Open until midnight"]
    write_copy([packaged("mieli-fi", schedules=[{**ALWAYS, "byday": "MO,TU,WE,TH,FR"}])])
    assert said("mieli-fi", FRIDAY_TEN - datetime.timedelta(days=2)) == ["Open now"]
    assert said("mieli-fi", FRIDAY_TEN) == ["Open until midnight"]


def test_past_the_horizon_only_day_and_night_is_still_said():
    page = queries.help_now(language="en", moment=FRIDAY_TEN)
    days, phrases = page["hours"]["days"], page["hours"]["words"]
    far = days[-1].minute
    always, weekly = card("mieli-fi", FRIDAY_TEN), card("mieli-en", FRIDAY_TEN)
    assert words.line_text(always["lines"][0]["turns"], far, days, phrases) == "Open day and night"
    assert words.line_text(weekly["lines"][0]["turns"], far, days, phrases) == phrases["old"]
    assert queries.group_of(always, Age.NOT_SAID, days, far) == "open_now"
    assert queries.group_of(weekly, Age.NOT_SAID, days, far) == "maybe"


def test_midsummer_eve_puts_what_may_be_closed_among_the_perhaps_open():
    midsummer = datetime.datetime(2027, 6, 25, 10, 0, tzinfo=HELSINKI)
    assert {"yths", "riku", "mieli-en"} <= set(shown("en", midsummer)["maybe"])
    assert {"paivystysapu", "mieli-fi", "nollalinja"} <= set(shown("en", midsummer)["open_now"])


def test_line_with_hours_by_language_is_open_only_for_its_language():
    assert "riku" in shown("fi", FRIDAY_TEN.replace(hour=18))["open_now"]
    assert "riku" in shown("sv", FRIDAY_TEN.replace(hour=18))["open_other"]
    assert "riku" in shown("sv", FRIDAY_TEN.replace(hour=13))["open_now"]


def test_sekasin_is_never_said_to_be_open_while_its_start_is_not_known():
    assert [said("sekasin", FRIDAY_TEN.replace(hour=hour)) for hour in (0, 12, 23)] == [["Opening hours not known"]] * 3


def test_number_of_the_readers_town_comes_right_after_116_117():
    assert shown(moment=NIGHT, town="helsinki")["open_now"][:3] == ["paivystysapu", "social-emergency", "mieli-fi"]
    helsinki = card("social-emergency", NIGHT, town="helsinki")
    assert (helsinki["phone"], helsinki["tel"], helsinki["area"]["name"]) == (
        "09 310 44222",
        "0931044222",
        "City of Helsinki",
    )
    oulu = card("social-emergency", NIGHT, language="sv", town="oulu")
    assert (oulu["phone"], oulu["area"]["town"], oulu["area"]["name_language"]) == ("", "Uleåborg", "fi")
    assert "area" not in card("social-emergency", NIGHT)


@pytest.mark.parametrize(
    ("asked", "kept", "partner", "town"),
    [
        (None, "", "", ""),
        ("oulu", "", "", "oulu"),
        (None, "oulu", "", "oulu"),
        ("", "oulu", "kamk", ""),
        ("pori", "oulu", "kamk", "pori"),
        ("atlantis", "oulu", "", ""),
        (None, "\0<script>", "\0", ""),
        (None, "", "kamk", "kajaani"),
        (None, "pori", "kamk", "pori"),
        (None, "", "diak", ""),
    ],
)
def test_town_said(asked, kept, partner, town):
    assert queries.town_said(asked, kept, partner) == town


def test_towns_of_the_readers_institution_come_first():
    towns = queries.help_now(language="fi", moment=NIGHT, partner="diak")["towns"]
    assert [area["slug"] for area in towns][:5] == ["helsinki", "oulu", "pori", "pieksamaki", "espoo"]
    assert len(towns) == 10


def test_broken_empty_or_older_copy_falls_back_to_the_packaged_rows():
    write_copy([packaged("mieli-fi")])
    assert slugs(queries.copied_services()) == ["mieli-fi"]
    assert not queries.copy_state().missing
    for text in ('{"services": [', '{"format": 2, "services": []}', '{"services": [{}]}', '{"format": 1}', "[]"):
        queries.copy_path().write_text(text)
        assert queries.copied_services() == queries.packaged_services()
        assert queries.copy_state().missing


def test_new_copy_shows_at_once():
    assert len(shown()["open_now"]) > 1
    write_copy([packaged("mieli-fi")])
    assert shown()["open_now"] == ["mieli-fi"]


def test_steps_are_told_in_whole_minutes_and_days_from_the_page():
    step = Step(FRIDAY_TEN.replace(hour=0) + datetime.timedelta(days=1), State.CLOSED)
    assert words.turn_of(step, FRIDAY_TEN) == (14 * 60, 0, "midnight", 1)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_missing_name_falls_back_visibly(language):
    found = card("paivystysapu", FRIDAY_TEN, language=language)
    assert (found["name"], found["name_language"]) == ("Päivystysapu 116 117", "" if language == "fi" else "fi")
