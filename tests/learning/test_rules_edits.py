"""Changes of a document in the making."""

import json

import pytest

from tests.factories.learning import document, lesson, question, texts
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.rules.shapes import shaped
from wellbeing_portal.learning.validators import flaws_of


def two_modules():
    made = document()
    made["course"]["modules"].append({"key": "two", "title": texts("Two"), "lessons": [lesson("last")]})
    for bodies in made["bodies"].values():
        bodies["last"] = "Words.\n"
    return made


def outline(document):
    return [[one["key"] for one in module["lessons"]] for module in document["course"]["modules"]]


@pytest.mark.parametrize(
    ("what", "key", "do", "expected"),
    [
        ("lesson", "read", "down", [["check", "read", "write"], ["last"]]),
        ("lesson", "check", "up", [["check", "read", "write"], ["last"]]),
        ("lesson", "write", "down", [["read", "check"], ["write", "last"]]),
        ("lesson", "last", "up", [["read", "check", "write", "last"], []]),
        ("lesson", "read", "up", [["read", "check", "write"], ["last"]]),
        ("lesson", "last", "down", [["read", "check", "write"], ["last"]]),
        ("module", "two", "up", [["last"], ["read", "check", "write"]]),
        ("module", "one", "up", [["read", "check", "write"], ["last"]]),
        ("lesson", "nothing", "up", [["read", "check", "write"], ["last"]]),
        ("lesson", "read", "sideways", [["read", "check", "write"], ["last"]]),
        ("lesson", "check", "delete", [["read", "write"], ["last"]]),
        ("module", "one", "delete", [["last"]]),
    ],
)
def test_parts_move_by_one_place_and_go(what, key, do, expected):
    before = two_modules()
    assert outline(edits.changed(before, what=what, key=key, do=do)) == expected
    assert before == two_modules()


@pytest.mark.parametrize(
    ("what", "key", "do", "place", "expected"),
    [
        ("lesson", "read", "after", "write", [["check", "write", "read"], ["last"]]),
        ("lesson", "write", "before", "read", [["write", "read", "check"], ["last"]]),
        ("lesson", "read", "before", "last", [["check", "write"], ["read", "last"]]),
        ("lesson", "last", "after", "check", [["read", "check", "last", "write"], []]),
        ("module", "two", "before", "one", [["last"], ["read", "check", "write"]]),
        ("module", "one", "after", "two", [["last"], ["read", "check", "write"]]),
        ("lesson", "read", "after", "read", [["read", "check", "write"], ["last"]]),
        ("lesson", "read", "after", "nothing", [["read", "check", "write"], ["last"]]),
        ("lesson", "read", "after", "two", [["read", "check", "write"], ["last"]]),
        ("lesson", "nothing", "after", "read", [["read", "check", "write"], ["last"]]),
    ],
)
def test_parts_are_set_before_and_after_others(what, key, do, place, expected):
    assert outline(edits.changed(two_modules(), what=what, key=key, do=do, place=place)) == expected


def test_what_belongs_to_a_lesson_goes_with_it():
    made = edits.changed(two_modules(), what="module", key="one", do="delete")
    assert made["questions"] == []
    assert all(list(bodies) == ["last"] for bodies in made["bodies"].values())
    assert flaws_of(made) == []


def test_questions_move_among_those_of_their_lesson():
    questions = [question("a", "read"), question("x", "check"), question("b", "read"), question("c", "read")]
    said = document(questions=questions)

    def order(do, key):
        return [one["key"] for one in edits.changed(said, what="question", key=key, do=do)["questions"]]

    assert order("down", "a") == ["x", "b", "a", "c"]
    assert order("up", "b") == ["b", "a", "x", "c"]
    assert order("up", "x") == ["a", "x", "b", "c"]
    assert order("delete", "b") == ["a", "x", "c"]


def test_parts_are_added_once_and_changed():
    made = edits.new_document("new", "student", texts("New"))
    assert edits.with_lesson(made, module="one", key="first", facts={}) == made
    for _time in range(2):
        made = edits.with_module(made, key="one", title=texts("One"))
        facts = {name: value for name, value in lesson("first").items() if name != "key"}
        made = edits.with_lesson(made, module="one", key="first", facts=facts)
        made = edits.with_question(made, question("q", "first"))
    more = edits.with_module(made, key="two", title=texts("Two"))
    assert outline(edits.with_lesson(more, module="two", key="second", facts={})) == [["first"], ["second"]]
    made = edits.with_facts(made, what="lesson", key="first", facts={"minutes": 7})
    made = edits.with_question(made, question("q", "first", points=3))
    for code in ("fi", "sv", "en"):
        made = edits.with_body(made, key="first", language=code, body=" Words.\r\n ")
    made = edits.with_settings(
        made, {"topics": ["time"], "summary": texts("S"), "outcomes": [texts("O")], "valid_months": None}
    )
    assert flaws_of(made) == []
    assert (outline(made), made["course"]["modules"][0]["lessons"][0]["minutes"]) == ([["first"]], 7)
    assert [one["points"] for one in made["questions"]] == [3]
    assert made["bodies"]["fi"]["first"] == "Words.\n"


def test_a_language_that_is_switched_off_and_on_again_loses_nothing():
    said = document()
    fewer = edits.with_settings(said, {"languages": ["fi"]})
    spoken = edits.spoken(fewer)
    assert flaws_of(spoken) == []
    assert spoken["course"]["title"] == {"fi": "Course sample fi"}
    assert list(spoken["bodies"]) == ["fi"]
    assert edits.spoken(edits.with_settings(fewer, {"languages": None})) == said


@pytest.mark.parametrize(
    ("title", "known", "expected"),
    [("Hyvä päivä!", [], "hyva-paiva"), ("Part one", ["part-one", "part-one-2"], "part-one-3"), ("—", [], "lesson")],
)
def test_keys_are_made_of_titles(title, known, expected):
    assert edits.new_key(title, known, "lesson") == expected


SEVEN = [
    question("single", "read"),
    question("ordering", "read", type="ordering", choices=[{"key": k, "text": texts(k)} for k in "abc"]),
    question("matching", "read", type="matching", pairs=[{"left": texts(k), "right": texts(k * 2)} for k in "ab"]),
    question("short", "read", type="short", accept={code: ["yes"] for code in ("fi", "sv", "en")}),
    question("numeric", "read", type="numeric", answer=3, tolerance=0.5),
]
for one in SEVEN[2:]:
    one.pop("choices")


def test_a_whole_document_keeps_its_shape():
    said = document(kind="staff", pass_mark=70, questions=[*SEVEN, question("check-1", "check", use="check")])
    assert flaws_of(said) == []
    assert shaped(said, slug="sample", kind="staff") == {**said, "course": {**said["course"]}, "questions": [
        {**one, "tolerance": one["tolerance"]} if one["type"] == "numeric" else one for one in said["questions"]
    ]}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"course": "x", "questions": {"a": 1}, "bodies": []},
        {"course": {"modules": [1, {"key": "A B", "lessons": [{"key": "x"}, {"key": "x"}, "y"]}], "title": "t"},
         "questions": [{"type": "single", "lesson": "x", "choices": [3, {"key": "a"}]},
                       {"type": "matching", "lesson": "x", "pairs": "no"},
                       {"type": "numeric", "lesson": "x", "answer": "1"},
                       {"type": "short", "lesson": "x", "accept": 3},
                       {"type": "none", "lesson": "x"}, {"lesson": "gone"}],
         "bodies": {"fi": {"x": 3}}},
        {"course": {"languages": ["sv", "de"], "modules": {}, "level": "high", "topics": ["nothing"], "licence": None}},
    ],
)  # fmt: skip
def test_whatever_comes_gets_the_shape_that_pages_expect(said):
    made = shaped(said, slug="brought", kind="student")
    assert made["course"]["slug"] == "brought"
    keys = edits.keys_of(made, "lesson")
    assert len(keys) == len(set(keys))
    for bodies in made["bodies"].values():
        assert set(bodies) <= set(keys)
    # The editor can change all of it.
    for key in keys:
        made = edits.with_body(made, key=key, language="fi", body="Words.")
    assert isinstance(flaws_of(edits.spoken(made)), list)


def test_signs_that_no_page_or_database_takes_are_left_out():
    said = document()
    said["course"]["title"]["fi"] = "Half\ud800 a sign\x00"
    said["media"] = [
        {"key": "k", "sha256": "s", "mime": "m", "licence": "\udfff", "alt": {"fi": "\ud800"}, "of": ["a\x00"]}
    ]
    made = shaped(said, slug="brought", kind="student")
    assert made["course"]["title"]["fi"] == "Half a sign"
    assert made["media"][0]["of"] == ["a"]
    assert json.dumps(made, ensure_ascii=False).encode()
