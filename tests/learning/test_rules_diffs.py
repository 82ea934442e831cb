"""What is different between two documents."""

from tests.factories.learning import document, lesson, question, texts
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.rules.diffs import MOST_WORDS, compare, pieces_of


def fates(differences):
    return [(one.what, one.fate, one.key) for one in differences.outline]


def test_the_same_is_no_difference():
    assert compare(document(), document()).is_empty


def test_the_outline_says_what_was_added_went_moved_and_was_renamed():
    old = document(questions=[], lessons=[lesson("a"), lesson("b"), lesson("c"), lesson("d")])
    new = document(questions=[], lessons=[lesson("b"), lesson("c", title=texts("see")), lesson("a"), lesson("e")])
    assert fates(compare(old, new)) == [
        ("lesson", "gone", "d"),
        ("lesson", "renamed", "c"),
        ("lesson", "moved", "a"),
        ("lesson", "added", "e"),
    ]


def test_a_lesson_in_another_module_has_moved():
    old = edits.with_module(document(), key="two", title=texts("Two"))
    new = edits.changed(old, what="lesson", key="write", do="down")
    assert ("lesson", "moved", "write") in fates(compare(old, new))


def test_words_of_texts_are_compared():
    old = edits.with_body(document(), key="read", language="fi", body="One two three.\nSame.")
    new = edits.with_body(document(), key="read", language="fi", body="One new three.\nSame.")
    (change,) = compare(old, new).texts
    assert (change.key, change.language) == ("read", "fi")
    assert change.pieces == [
        ("same", "One "),
        ("gone", "two "),
        ("new", "new "),
        ("same", "three.\n"),
        ("same", "Same.\n"),
    ]


def test_long_stretches_of_the_same_are_cut_and_huge_changes_shown_whole():
    same = "\n".join(f"line {number}" for number in range(200))
    pieces = pieces_of(f"{same}\nold\n{same}\nold", f"{same}\nnew\n{same}\nnew")
    assert [kind for kind, _text in pieces] == ["same", "gone", "new", "same", "gone", "new"]
    assert all("[…]" in text for kind, text in pieces if kind == "same")
    many = "word " * MOST_WORDS
    assert pieces_of(many, "new") == [("gone", many), ("new", "new")]
    assert pieces_of("", many) == [("new", many)]


def test_questions_settings_and_facts_are_compared():
    old = document(questions=[question("a", "read"), question("b", "read")])
    new = document(questions=[question("a", "read", points=2), question("c", "read")], level="deeper")
    new = edits.with_facts(new, what="lesson", key="read", facts={"minutes": 12})
    found = compare(old, new)
    assert [(one.key, one.fate) for one in found.questions] == [
        ("b", "gone"),
        ("a · points", "changed"),
        ("c", "added"),
    ]
    assert [(one.key, one.pieces) for one in found.settings] == [
        ("level", [("gone", "basic"), ("new", "deeper")]),
        ("read · minutes", [("gone", "10"), ("new", "12")]),
    ]
