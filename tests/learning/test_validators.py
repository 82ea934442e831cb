"""Every mistake in a course is found, and where it is."""

import pytest

from tests.factories.learning import choice, document, lesson, question, texts
from wellbeing_portal.learning.validators import flaws_of, read_lines

LESSON = ("course", "modules", 0, "lessons", 0)
CHECK = ("course", "modules", 0, "lessons", 1, "check")
FIRST = ("questions", 0)


def changed(path, value):
    """The sample with one part changed; None takes it away."""
    said = document()
    part = said
    for step in path[:-1]:
        part = part[step]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return said


def paths(said):
    return [flaw.path for flaw in flaws_of(said)]


@pytest.mark.parametrize("kind", ["student", "staff"])
def test_a_good_course_has_no_flaws(kind):
    assert flaws_of(document(kind=kind)) == []


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (("course",), "a text", ("course",)),
        (("course", "format"), 2, None),
        (("course", "format"), None, ("course",)),
        (("course", "slug"), "No Such", None),
        (("course", "slug"), 7, None),
        (("course", "slug"), "x" * 81, None),
        (("course", "colour"), "green", None),
        (("course", "kind"), "pupil", None),
        (("course", "level"), True, None),
        (("course", "topics"), [], None),
        (("course", "topics", 0), "cooking", None),
        (("course", "licence"), "", None),
        (("course", "title", "sv"), None, ("course", "title")),
        (("course", "title", "sv"), " ", None),
        (("course", "title", "sv"), 2026, None),
        (("course", "title", "de"), "Titel", None),
        (("course", "title"), "Title", None),
        (("course", "summary", "fi"), "x" * 241, None),
        (("course", "summary", "fi"), "a\u202eb", None),
        (("course", "outcomes"), "You can.", None),
        (("course", "outcomes", 1, "en"), None, ("course", "outcomes", 1)),
        (("course", "pass_mark"), 80, None),
        (("course", "languages"), ["fi", "et"], ("course", "languages", 1)),
        (("course", "modules"), [], None),
        (("course", "modules", 0), [], None),
        (("course", "modules", 0, "key"), "", None),
        (("course", "modules", 0, "lessons"), [], None),
        ((*LESSON, "minutes"), 0, None),
        ((*LESSON, "minutes"), True, None),
        ((*LESSON, "minutes"), "10", None),
        ((*LESSON, "required"), "yes", None),
        ((*LESSON, "done"), "opened", None),
        ((*LESSON, "done"), "passed", LESSON),
        ((*LESSON, "done"), "submitted", LESSON),
        ((*LESSON, "check"), {"pass_mark": 80}, LESSON),
        (("course", "modules", 0, "lessons", 1, "key"), "read", None),
        (CHECK, {"pass_mark": 101}, (*CHECK, "pass_mark")),
        ((*FIRST, "key"), "check-1", ("questions", 1, "key")),
        ((*FIRST, "lesson"), "nowhere", None),
        ((*FIRST, "type"), "essay", None),
        ((*FIRST, "use"), "exam", None),
        ((*FIRST, "points"), 0, None),
        ((*FIRST, "text", "en"), None, (*FIRST, "text")),
        ((*FIRST, "tolerance"), 1, None),
        ((*FIRST, "choices"), None, FIRST),
        ((*FIRST, "choices"), [choice("a", right=True)], None),
        ((*FIRST, "choices", 1, "right"), False, (*FIRST, "choices")),
        ((*FIRST, "choices", 0, "right"), True, (*FIRST, "choices")),
        ((*FIRST, "choices", 0, "right"), "no", None),
        ((*FIRST, "choices", 0, "key"), "b", (*FIRST, "choices", 1, "key")),
        ((*FIRST, "choices", 0, "text"), texts("choice b"), (*FIRST, "choices")),
        ((*FIRST, "choices", 0, "feedback", "fi"), None, (*FIRST, "choices", 0, "feedback")),
        (FIRST, "What?", None),
        (("questions",), {"key": "a"}, None),
        (("bodies", "sv"), None, ("bodies",)),
        (("bodies", "sv"), "words", ("bodies", "sv", "read")),
        (("bodies", "sv", "read"), None, ("bodies", "sv", "read")),
        (("bodies", "sv", "nowhere"), "Words.", None),
        (("bodies", "sv", "write"), "No reflection.\n", None),
    ],
)
def test_a_flaw_is_found_where_it_is(path, value, found):
    assert (found or path) in paths(changed(path, value))


def test_a_document_may_be_anything():
    for nonsense in (None, [], "x", {}, {"course": 1, "questions": 2, "bodies": 3}, {"course": {"modules": [{}]}}):
        assert flaws_of(nonsense) != []


@pytest.mark.parametrize(
    ("type_of", "more", "where"),
    [
        ("multiple", {"choices": [choice("a"), choice("b")]}, ("choices",)),
        ("truefalse", {"choices": [choice("a", right=True), choice("b")]}, ("choices",)),
        (
            "truefalse",
            {"choices": [{**choice("true", right=True), "key": True}, choice("false")]},
            ("choices", 0, "key"),
        ),
        ("ordering", {"choices": [choice("a", right=True), choice("b")]}, ("choices", 0, "right")),
        ("ordering", {"choices": [choice("a"), choice("a")]}, ("choices",)),
        ("ordering", {"choices": ["a", "b"]}, ("choices", 0)),
        ("matching", {"pairs": [{"left": texts("a"), "right": texts("b")}]}, ("pairs",)),
        ("matching", {"pairs": [{"left": texts(one), "right": texts("b")} for one in "ab"]}, ("pairs",)),
        ("matching", {"pairs": [{"left": texts("a")}, "b"]}, ("pairs", 1)),
        ("short", {"accept": {"fi": ["uni"], "sv": ["sömn"]}}, ("accept",)),
        ("short", {"accept": {"fi": [], "sv": ["sömn"], "en": ["sleep"]}}, ("accept", "fi")),
        ("short", {"accept": {"fi": ["uni"], "sv": [""], "en": ["sleep"]}}, ("accept", "sv", 0)),
        ("numeric", {"answer": "12"}, ("answer",)),
        ("numeric", {"answer": True}, ("answer",)),
        ("numeric", {"answer": float("nan")}, ("answer",)),
        ("numeric", {"answer": 12, "tolerance": -1}, ("tolerance",)),
        ("numeric", {}, ()),
    ],
)
def test_flaws_of_types_of_questions(type_of, more, where):
    asked = question("q", "read", type=type_of)
    del asked["choices"]
    assert ("questions", 0, *where) in paths(document(kind="student", questions=[{**asked, **more}]))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("\n", 1),
        ("Words.\n\n# A title\n", 3),
        ("::: nonsense\nx\n:::\n", 1),
        ("x\n\n::: example\nx\n", 3),
        ("::: example\nx\n\n::: exercise\nx\n:::\n", 4),
        ("x\n\n:::\n", 3),
        ("::: reflection\nx\n:::\n", 1),
        ("::: reflection My Key\nx\n:::\n", 1),
        ("::: reflection a\nx\n:::\n\n::: reflection a\nx\n:::\n", 5),
        ("::: example key\nx\n:::\n", 1),
        ("x" * 40_001, 1),
    ],
)
def test_flaws_of_bodies_have_lines(body, line):
    said = document()
    said["bodies"] = {code: {**texts, "read": body} for code, texts in said["bodies"].items()}
    assert [flaw.line for flaw in flaws_of(said)] == [line] * 3


def test_a_reflection_belongs_to_one_lesson():
    body = "::: reflection my-day\nx\n:::\n"
    assert paths(document(bodies={"read": body})) == [("bodies",)]


def test_something_must_be_required():
    assert ("course", "modules") in paths(document(lessons=[lesson("read", required=False)], questions=[]))


def test_a_check_may_have_its_own_settings():
    numbers = {"pass_mark": 50, "max_attempts": 2, "cooldown": 0, "pick": 1, "time_limit": 20}
    settings = {**numbers, "shuffle": False, "partial": True, "feedback": "passed"}
    assert paths(document(lessons=[lesson("read"), lesson("check", check=settings), lesson("write")])) == []


def test_lines_of_a_file():
    read = read_lines('a: 1\nb:\n  - c: "x"\n    d: |\n      y\n  - e\n')
    assert (read.data, read.faults) == ({"a": 1, "b": [{"c": "x", "d": "y\n"}, "e"]}, [])
    assert [read.line_of(path) for path in [("b",), ("b", 0, "d"), ("b", 1), ("b", 7, "z"), ("z",), ()]] == [
        2,
        4,
        6,
        2,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [\n", 3),
        ("a: 1\na: 2\n", 2),
        ("a: &x 1\nb: *x\n", 1),
        ("a: !!python/object:os.system x\n", 1),
        ("a: \x00\n", 1),
        ("a: 1\n--- \nb: 2\n", 2),
        ("[" * 3000 + "]" * 3000, 1),
        ("a: 2026-02-31\n", 1),
    ],
)
def test_what_cannot_be_read_has_a_line(text, line):
    assert [at for at, _why in read_lines(text).faults] == [line]


def test_an_empty_file_says_nothing():
    assert read_lines("# nothing\n").data is None
