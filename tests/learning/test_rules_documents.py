"""What rows are made of a document."""

import random

from tests.factories.learning import choice, document, lesson, question, texts
from wellbeing_portal.learning.rules import documents, score


def test_the_order_of_keys_does_not_matter_and_what_is_said_does():
    said = document()
    turned = {**said, "course": dict(reversed(said["course"].items()))}
    before = documents.content_hash(said)
    assert before == documents.content_hash(turned)
    said["bodies"]["sv"]["read"] += "More."
    assert documents.content_hash(said) != before


def test_a_lesson_stays_the_same_while_nothing_in_it_changes():
    said = document()
    read, check = (documents.lesson_hash(said, said["course"]["modules"][0]["lessons"][number]) for number in (0, 1))
    said["questions"][1]["explanation"]["sv"] = "Another."
    said["course"]["title"] = texts("Another")
    said["course"]["modules"][0]["lessons"][0]["minutes"] = 99
    again = [documents.lesson_hash(said, said["course"]["modules"][0]["lessons"][number]) for number in (0, 1)]
    assert (again[0] == read, again[1] == check) == (True, False)


def test_a_lesson_with_check_questions_has_a_check():
    staff, student = document(kind="staff", pass_mark=70), document()
    checks = [documents.check_of(said, lesson("check")) for said in (staff, student)]
    assert checks == [{"pass_mark": 70, "feedback": "passed"}, {"pass_mark": 80, "feedback": "submitted"}]
    assert documents.check_of(student, lesson("read")) is None
    assert documents.check_of(student, lesson("check", check={"pass_mark": 50, "time_limit": 5})) == {
        "pass_mark": 50,
        "feedback": "submitted",
        "time_limit": 5,
    }


def test_a_choice_is_parted_from_what_is_right():
    parted = documents.split(question("q", "read"))
    assert parted.choices == [{"key": key, "text": texts(f"choice {key}")} for key in "abc"]
    assert (parted.matches, parted.right, parted.feedback["b"]) == ([], ["b"], texts("feedback b"))


def test_the_shown_order_tells_nothing_of_the_right_one():
    """Whichever of the choices is right in which place, the same is shown."""
    choices = [choice(key) for key in "abcde"]
    shown = documents.split(question("q", "read", type="ordering", choices=choices)).choices
    for seed in range(20):
        mixed = random.Random(seed).sample(choices, 5)
        parted = documents.split(question("q", "read", type="ordering", choices=mixed))
        assert parted.choices == shown
        by_key = {one["key"]: one["text"] for one in parted.choices}
        assert [by_key[key] for key in parted.right] == [one["text"] for one in mixed]
        assert {by_key[key]["fi"]: said["fi"] for key, said in parted.feedback.items()} == {
            one["text"]["fi"]: one["feedback"]["fi"] for one in choices
        }


def test_the_right_sides_of_pairs_tell_nothing_of_the_left_ones():
    pairs = [{"left": texts(f"left {number}"), "right": texts(f"right {number}")} for number in range(4)]
    parted = documents.split(question("q", "read", type="matching", pairs=pairs, choices=[]))
    rights = [pair["right"] for pair in pairs]
    mixed = [{**pair, "right": right} for pair, right in zip(pairs, reversed(rights), strict=True)]
    assert documents.split(question("q", "read", type="matching", pairs=mixed)).matches == parted.matches
    texts_of = {one["key"]: one["text"] for one in parted.matches}
    assert [texts_of[parted.right[left["key"]]] for left in parted.choices] == rights


def test_words_and_numbers_have_nothing_to_choose_from():
    short = documents.split(
        question("q", "read", type="short", accept={"fi": ["uni"], "sv": ["sömn"], "en": ["sleep"]})
    )
    numeric = documents.split(question("q", "read", type="numeric", answer=20, tolerance=0.5))
    assert (short.choices, short.right) == ([], {"fi": ["uni"], "sv": ["sömn"], "en": ["sleep"]})
    assert (numeric.choices, numeric.right) == ([], {"answer": "20", "tolerance": "0.5"})
    assert score("numeric", 1, numeric.right, "20,5") == 1
