"""``manage.py import_course`` on the real packages: a folder, a report, and what people still have to write."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from wellbeing_portal.learning import queries

PACKAGES = Path(__file__).parent / "packages"


def imported(name, into, **options):
    said = StringIO()
    call_command("import_course", PACKAGES / name, into, stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize(
    ("name", "slug", "lines"),
    [
        ("ally-accessibility-workshop.imscc", "ally-accessibility-workshop", 50),
        ("canvas-quizzes-cc13.imscc", "questiongroupcourse", 15),
        ("carpentries-instructor-training", "instructor-training", 15),
    ],
)
def test_only_what_a_person_decides_is_left_to_write(tmp_path, name, slug, lines):
    said = imported(name, tmp_path, kind="staff")
    report, left = said.split("\nTo be written before the course can be loaded:\n")
    assert len(report.splitlines()) >= lines
    with translation.override("en"):
        mistakes = [str(mistake) for mistake in queries.read_folder(tmp_path / slug).mistakes]
    assert left.splitlines() == [f"{tmp_path / slug}/{mistake}" for mistake in mistakes]
    # What it is about, and what one can do afterwards.
    course = (tmp_path / slug / "course.yaml").read_text()
    course = course.replace("topics: []", "topics: [accessibility]").replace(
        "outcomes: []", "outcomes: [{en: 'Teach'}]"
    )
    (tmp_path / slug / "course.yaml").write_text(course)
    assert queries.read_folder(tmp_path / slug).mistakes == []


def test_nothing_is_written_over(tmp_path):
    imported("canvas-quizzes-cc13.imscc", tmp_path)
    with pytest.raises(CommandError, match="is there already"):
        imported("canvas-quizzes-cc13.imscc", tmp_path)


@pytest.mark.parametrize("name", ["README.md", "nothing.imscc"])
def test_what_is_no_package_is_refused(tmp_path, name):
    with pytest.raises(CommandError):
        imported(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
