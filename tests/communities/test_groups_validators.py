"""Pseudonyms that look alike, and pseudonyms that give somebody away."""

import pytest

from communities.validators import KEY_LENGTH, MOST_MENTIONS, mentions, pseudonym_key, resembles_person


@pytest.mark.parametrize(
    "double", ["vaalea KIVI", "Vaalea  kivi", "Vaaleakivi", "Väälea kivi", "Vaa1ea k1v!", "Vaаlea kivi", "Ｖaalea kivi"]
)
def test_look_alikes_share_a_key(double):
    assert pseudonym_key(double) == pseudonym_key("Vaalea kivi")


def test_other_names_have_another_key_and_no_key_is_endless():
    assert pseudonym_key("Vaalea kivi 2") != pseudonym_key("Vaalea kivi")
    assert len(pseudonym_key("\ufdfa" * 40)) == KEY_LENGTH


@pytest.mark.parametrize(
    "pseudonym",
    [
        "Iloinen Virtanen",
        "VIRTANEN",
        "Nenatriv Aino",
        "A1no",
        "Äino",
        "Tyyni v1rtan3n",
        "Ai no",
        "av.2003",
        "Virta",
    ],
)
def test_parts_of_ones_name_or_address_are_found(pseudonym):
    assert resembles_person(pseudonym, name="Aino Virtanen", email="av2003x@student.example")


@pytest.mark.parametrize("pseudonym", ["aino", "virtanen aino", "Vaalea virtanen"])
def test_names_glued_together_in_the_address_are_found(pseudonym):
    assert resembles_person(pseudonym, name="", email="ainovirtanen99@student.example")


@pytest.mark.parametrize("pseudonym", ["Vaalea kivi", "Sen gran", "Hiljainen kuusi 214"])
def test_ordinary_pseudonyms_pass(pseudonym):
    assert not resembles_person(pseudonym, name="Li Ek Andersen", email="li.ek@student.example")


def test_a_person_without_name_has_only_the_address():
    assert not resembles_person("Vaalea kivi", name="", email="x1@student.example")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Hei @Tuuma kivi, moi", ["tuumakivimoi", "tuumakivi", "tuuma"]),
        ("@Kivi.", ["kivi"]),
        ("@Kivi\nseuraava rivi", ["kivi"]),
        ("(@Kivi – 2", ["kivi2", "kivi"]),
        ("aino@kivi.example", None),
        ("@ kivi", None),
        ("kuusi", None),
    ],
)
def test_after_an_at_sign_any_of_the_next_words_may_end_the_pseudonym(text, keys):
    assert mentions(text) == ([] if keys is None else [keys])


def test_a_text_that_calls_everybody_calls_the_first_few():
    called = mentions(" ".join(f"@kivi{'i' * number}" for number in range(40)))
    assert [names[-1] for names in called] == [f"kivi{'i' * number}" for number in range(MOST_MENTIONS)]
    assert mentions("@" + "kivi " * 200) == [["kivi" * count for count in range(6, 0, -1)]]
