"""Courses from folders and back."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from tests.factories.learning import CODES, document, lesson, question
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import keep_files, load_course, write_folder
from wellbeing_portal.learning.models import Course, CourseVersion, Lesson, Question
from wellbeing_portal.learning.queries import course_folders, document_named, read_folder
from wellbeing_portal.learning.queries.folders import read_whole
from wellbeing_portal.learning.validators import flaws_of

OURS = sorted(path.parent for path in Path(settings.BASE_DIR).glob("*/content/*/course.yaml"))


@pytest.fixture
def folder(tmp_path):
    write_folder(document(), tmp_path / "sample")
    return tmp_path / "sample"


@pytest.fixture(autouse=True)
def _in_english():
    """What is said is compared."""
    with translation.override("en"):
        yield


def mistakes(folder):
    return [str(mistake) for mistake in read_folder(folder).mistakes]


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_what_is_written_reads_as_the_same(folder):
    assert read_folder(folder) == (document(), [])


def test_there_are_courses_of_ours():
    assert len(OURS) >= 2


@pytest.mark.django_db
@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_our_courses_have_no_mistakes_and_survive_the_way_out_and_in(folder, tmp_path):
    reading, files = read_whole(folder)
    assert [str(mistake) for mistake in reading.mistakes] == []
    keep_files(files)
    write_folder(reading.document, tmp_path / folder.name)
    assert read_folder(tmp_path / folder.name) == reading


# What turns the direction of a text is refused.
TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters=TURNING)
LINE = st.text(SIGNS, min_size=1, max_size=60).filter(str.strip)
TEXTS = st.fixed_dictionaries({code: LINE.map(str.strip) for code in CODES})


@st.composite
def courses(draw):
    """A course with any texts at all."""
    said = document(
        lessons=[lesson(f"lesson-{number}") for number in range(draw(st.integers(1, 3)))],
        questions=[],
        title=draw(TEXTS),
        summary=draw(TEXTS),
    )
    number = draw(st.one_of(st.integers(-99, 99), st.floats(-99, 99, allow_nan=False)))
    said["questions"] = [
        question("choose", "lesson-0", text=draw(TEXTS), explanation=draw(TEXTS)),
        {**question("count", "lesson-0", type="numeric", answer=number), "text": draw(TEXTS)},
    ]
    del said["questions"][1]["choices"]
    return said


@given(courses())
@hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_course_survives_the_way_out_and_in(tmp_path, said):
    assert flaws_of(said) == []
    shutil.rmtree(tmp_path / "sample", ignore_errors=True)
    write_folder(said, tmp_path / "sample")
    assert read_folder(tmp_path / "sample") == (said, [])


def test_line_breaks_and_blanks_at_the_edges_do_not_matter(folder):
    file = folder / "fi" / "read.md"
    file.write_bytes(b"\r\n" + file.read_bytes().replace(b"\n", b"\r\n") + b"  \r\n")
    assert read_folder(folder) == (document(), [])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("course.yaml", "kind: student\n", "", "course.yaml:1: “kind” is missing."),
        ("course.yaml", "kind:", "knid:", "course.yaml:1: “kind” is missing.|course.yaml:3: “knid” is not known here."),
        ("course.yaml", "  sv: Course sample sv\n", "", "course.yaml:8: “sv” is missing."),
        ("course.yaml", "level: basic", "level: [", r"course.yaml:\d+: This is not YAML: .*"),
        ("course.yaml", "slug: sample", "slug: other", "course.yaml:2: The folder is called sample; the slug .*"),
        ("course.yaml", "slug: sample", "slug: sample\nslug: sample", "course.yaml:3: “slug” is said twice."),
        ("questions.yaml", "right: true", "right: false", "questions.yaml:10: No choice is right."),
        ("questions.yaml", "lesson: read", "lesson: gone", "questions.yaml:2: “gone” is none of: read, check, write."),
        ("sv/read.md", "## A part", "# A part", "sv/read.md:3: The title of a lesson stands in course.yaml. .*"),
        ("sv/read.md", "Some", "::: exercise\nSome", "sv/read.md:1: This block is never closed."),
    ],
)
def test_a_mistake_says_file_and_line(folder, file, old, new, said):
    change(folder / file, old, new)
    found = mistakes(folder)
    assert len(found) == len(said.split("|"))
    for one, pattern in zip(found, said.split("|"), strict=True):
        assert re.fullmatch(pattern, one), one


def test_missing_and_spare_files_are_mistakes(folder):
    (folder / "sv" / "read.md").unlink()
    (folder / "fi" / "spare.md").write_text("Words.")
    assert mistakes(folder) == [
        "fi/spare.md:1: There is no lesson with this key.",
        "sv/read.md:1: The text of this lesson is missing.",
    ]


def test_a_folder_without_a_language_misses_each_of_its_lessons(folder):
    shutil.rmtree(folder / "en")
    assert mistakes(folder) == [
        f"en/{key}.md:1: The text of this lesson is missing." for key in ("check", "read", "write")
    ]


def test_a_language_that_the_course_does_not_have_is_a_mistake(folder):
    change(folder / "course.yaml", "kind: student", "kind: student\nlanguages: [fi, sv]")
    assert "en/:1: “en” is not known here." in mistakes(folder)


def test_what_is_no_course_is_a_mistake(folder, tmp_path):
    assert mistakes(tmp_path / "nowhere") == ["course.yaml:1: This file is missing."]
    (folder / "course.yaml").write_bytes(b"format: 1\nslug: \xff\n")
    assert mistakes(folder) == ["course.yaml:2: This file is not written in UTF-8."]
    (folder / "course.yaml").write_bytes(b"#" * 1_000_001)
    assert mistakes(folder) == ["course.yaml:1: This file is too large."]


def test_a_course_may_have_no_questions(folder):
    (folder / "questions.yaml").unlink()
    reading = read_folder(folder)
    assert (reading.document["questions"], reading.mistakes) == ([], [])


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_a_change_makes_a_version(folder):
    first = load_course(None, folder=folder)
    assert load_course(None, folder=folder) == (first.version, False)
    change(folder / "fi" / "read.md", "Some", "Other")
    change(folder / "course.yaml", "- key: write", "- key: written")
    for code in CODES:
        (folder / code / "write.md").rename(folder / code / "written.md")
    second = load_course(None, folder=folder)
    assert (second.is_new, second.version.number) == (True, 2)
    assert second.version.change_note == "changed: read; new: written; gone: write"
    change(folder / "course.yaml", "Module fi", "Another fi")
    assert load_course(None, folder=folder).version.change_note == "changed: texts and structure of the course"


@pytest.mark.django_db
def test_a_folder_with_mistakes_is_refused_whole(folder):
    (folder / "sv" / "read.md").unlink()
    with pytest.raises(Refusal, match=r"^sv/read.md:1: The text of this lesson is missing\.$"):
        load_course(None, folder=folder)
    assert not Course.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_our_courses_load(folder):
    version = load_course(None, folder=folder).version
    assert version.course.kind == ("staff" if "staff_training" in str(folder) else "student")
    for one in Lesson.objects.filter(version=version):
        assert sorted(one.texts.values_list("language", flat=True)) == ["en", "fi", "sv"]
        assert not [text for text in one.texts.all() if ":::" in str(text.parts)]
    assert Question.objects.exists()


@pytest.mark.django_db
def test_the_command_loads_and_says_what_it_did(folder, capsys):
    for _turn in range(2):
        call_command("load_courses", str(folder))
    assert capsys.readouterr().out == "sample: version 1, new.\nsample: version 1, as it was.\n"


@pytest.mark.django_db
def test_the_command_says_every_mistake_and_fails(folder, capsys):
    (folder / "sv" / "read.md").unlink()
    good = folder.parent / "good"
    write_folder(document("good"), good)
    for options in ({}, {"check": True}):
        with pytest.raises(CommandError, match="1 of the folders have mistakes"):
            call_command("load_courses", str(folder), str(good), **options)
        said = capsys.readouterr()
        assert said.err == f"{folder}/sv/read.md:1: The text of this lesson is missing.\n"
    assert list(CourseVersion.objects.values_list("course__slug", flat=True)) == ["good"]


def test_courses_that_come_with_apps_are_found():
    installed = [app for app in ("skills", "staff_training") if app in settings.INSTALLED_APPS]
    assert course_folders() == [folder for folder in OURS if folder.parts[-3] in installed]


@pytest.mark.django_db
def test_a_course_is_exported_as_it_was_loaded(folder, tmp_path, capsys):
    load_course(None, folder=folder)
    call_command("export_course", "sample", str(tmp_path / "out"))
    assert capsys.readouterr().out == f"{tmp_path / 'out' / 'sample'}\n"
    assert read_folder(tmp_path / "out" / "sample").document == document_named("sample")
    with pytest.raises(CommandError, match="no published course nothing"):
        call_command("export_course", "nothing", str(tmp_path))


def test_a_reflection_in_two_lessons_is_a_mistake_of_the_course(folder):
    for code in CODES:
        shutil.copy(folder / code / "write.md", folder / code / "read.md")
    assert mistakes(folder) == ["course.yaml:1: The reflection “my-day” is in two lessons: read and write."]


def test_a_course_in_two_languages_needs_no_third(folder):
    for file in ("course.yaml", "questions.yaml"):
        text = (folder / file).read_text()
        (folder / file).write_text(re.sub(r"^ +en: .*\n", "", text, flags=re.MULTILINE))
    change(folder / "course.yaml", "kind: student", "kind: student\nlanguages: [sv, fi]")
    shutil.rmtree(folder / "en")
    assert mistakes(folder) == []
