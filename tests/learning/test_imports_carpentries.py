"""The Carpentries' instructor training comes in with its exercises, pictures and a report."""

from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError

from tests.support.media import SVG, picture
from wellbeing_portal.learning.validators.imports.carpentries import read_episodes
from wellbeing_portal.learning.validators.imports.reports import Fate, Reason

FOLDER = Path(__file__).parent / "packages" / "carpentries-instructor-training"
FRONT = "---\ntitle: Uni\nteaching: 5\nexercises: 3\n---\n"


def episode(text, **files):
    return read_episodes({"01-uni.md": (FRONT + text).encode(), **files})


def body(text, **files):
    return episode(text, **files).files["en/uni.md"].decode().strip()


def test_the_real_course():
    taken = read_episodes(
        {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    )
    course = yaml.safe_load(taken.files["course.yaml"])
    assert (course["title"]["en"], course["licence"], course["kind"]) == ("Instructor Training", "CC-BY-4.0", "staff")
    assert [(lesson["key"], lesson["minutes"]) for module in course["modules"] for lesson in module["lessons"]] == [
        ("building-skill-with-practice", 60),
        ("expertise-and-instruction", 45),
        ("memory-and-cognitive-load", 45),
        ("motivation-and-demotivation", 60),
        ("equity-inclusion-and-accessibility", 40),
    ]
    memory = taken.files["en/memory-and-cognitive-load.md"].decode()
    assert (memory.count("::: exercise"), memory.count("::: takeaway")) == (4, 1)
    assert memory.count("\n:::\n") + memory.endswith("\n:::\n") >= 5
    assert "semi-anonymous" not in memory
    assert {name for name in taken.files if name.startswith("media/")} == {
        "media/chunking2.png", "media/what-to-teach.png",
    }  # fmt: skip
    (chunks, _what) = yaml.safe_load(taken.files["media.yaml"])
    assert (chunks["key"], chunks["file"], chunks["licence"]) == ("chunking2", "chunking2.png", "CC-BY-4.0")
    assert chunks["alt"]["en"].startswith("A list of words: cat, apple, ball,")
    assert "\n\n![](media:chunking2)\n\n" in memory
    # Drawings that can carry programs stay out, and what they showed is said.
    drawn = [line.what for line in taken.report if line.why == Reason.NO_PICTURE]
    assert drawn == ["fig/skill-level.svg", "fig/mental_models.svg"]
    missing = [line.what for line in taken.report if line.fate == Fate.MISSING]
    absent = [*(f"ballwater{number}a.svg" for number in (1, 2, 3, 4)), "sketchplanations-the-curb-cut-effect.png"]
    assert missing == [f"fig/{name}" for name in absent]
    assert {line.what for line in taken.report if line.why == Reason.UNUSED} == {"CITATION", "LICENSE.md"}


def test_a_solution_follows_its_exercise_and_the_exercise_goes_on():
    text = "::: challenge\nKokeile.\n:::::: solution\nNäin.\n::::::\nJatka.\n:::\nLoppu."
    assert body(text) == ("::: exercise\nKokeile.\n:::\n\n::: example\nNäin.\n:::\n\n::: exercise\nJatka.\n:::\nLoppu.")


def test_an_exercise_that_ends_with_its_solution_leaves_no_empty_block():
    text = "::: challenge\nKokeile.\n:::::: solution\nNäin.\n::::::\n:::\n"
    assert body(text) == "::: exercise\nKokeile.\n:::\n\n::: example\nNäin.\n:::"


def test_notes_for_teachers_and_what_lies_in_them_stay_out():
    taken = episode("A\n::: instructor\nSalaa\n::: challenge\nSalaa\n:::\nSalaa\n:::\nB")
    assert taken.files["en/uni.md"] == b"A\nB\n"
    assert (Fate.LEFT_OUT, "Uni", Reason.TEACHERS) in {(line.fate, line.what, line.why) for line in taken.report}


def test_blocks_that_are_not_known_become_text():
    taken = episode("::: objectives\n- Nuku\n:::\n::: widget\nTeksti\n:::\n:::\nLoppu")
    assert taken.files["en/uni.md"].decode() == "**After this lesson you can:**\n\n- Nuku\nTeksti\nLoppu\n"
    assert [line.fate for line in taken.report if line.why == Reason.BLOCK] == [Fate.CHANGED]


def test_a_block_that_nobody_closed_is_closed():
    assert body("::: callout\nTeksti") == "::: example\nTeksti\n:::"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![A](fig/a.png){alt='Kaksi kukkulaa'} ja", " ja\n\n![](media:a)"),
        ("![A](fig/a.png) ![](fig/a.png)", " \n\n![](media:a)\n\n![](media:a-2)"),
        ("![A](fig/c.svg)", "*A*"),
        ("![A](https://a.example/a.png)", "[A](https://a.example/a.png)"),
        ("![](https://a.example/a.png)", "[https://a.example/a.png](https://a.example/a.png)"),
        ("![A](fig/b.png)", "*A*"),
        ("![Kuva: [Ada][ada]](fig/b.png){alt='Puu'}", "*Puu*"),
        ("![](fig/b.png)", ""),
        ("[Ulos](https://a.example/) ja [alas](#x)", "[Ulos](https://a.example/) ja [alas](#x)"),
        ("[Toinen](02-toinen.md)", "Toinen"),
        ("[Toinen][t] ja [ulos][u]\n\n[t]: ../x.html\n[u]: https://a.example/",
         "Toinen ja [ulos][u]\n\n[u]: https://a.example/"),
    ],
)  # fmt: skip
def test_pictures_come_along_and_links_lead_somewhere(text, said):
    assert body(f"Alku {text}", **{"fig/a.png": picture(), "fig/c.svg": SVG}) == f"Alku {said}".strip()


def test_front_matter_that_cannot_be_read_is_told():
    taken = read_episodes({"a.md": b"---\nteaching: 5\ntitle: [x\n---\nTeksti", "config.yaml": b"title: [x"})
    assert {(line.what, line.why) for line in taken.report} >= {("a.md", Reason.BROKEN), ("config.yaml", Reason.BROKEN)}
    assert taken.files["en/a.md"] == b"Teksti\n"


def test_without_lessons_there_is_nothing_to_take():
    with pytest.raises(ValidationError):
        read_episodes({"LICENSE.md": b"---\ntitle: Licenses\n---\nText", "x.txt": b""})
