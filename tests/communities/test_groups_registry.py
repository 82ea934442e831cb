"""The words of pseudonyms, and what is offered to new groups."""

import pytest

from communities import queries
from communities.actions.members import CONTACT
from communities.registry import DEFAULT_RULES, WORDS, suggest_pseudonym
from communities.validators import pseudonym_key, resembles_person
from tests.factories.accounts import UserFactory
from tests.factories.communities import GroupFactory

LANGUAGES = ("fi", "sv", "en")
# First names among the words of weather and forest; a pseudonym must not look like somebody's name.
NAMES = {"pilvi", "tuuli", "helmi", "lumi", "meri", "sten", "björn", "linnea", "ask", "storm", "ivy", "rose", "sandy"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_many_words_none_twice_and_no_names(language):
    first, second = (words.split() for words in WORDS[language])
    assert len(first) >= 60
    assert len(second) >= 60
    assert len({*first}) == len(first)
    assert len({*second}) == len(second)
    assert not NAMES & {word.lower() for word in (*first, *second)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_suggestions_look_alike_and_each_fits_its_column(language):
    first, second = (words.split() for words in WORDS[language])
    names = [f"{one} {other}" for one in first for other in second]
    assert len({pseudonym_key(name) for name in names}) == len(names)
    assert max(map(len, names)) <= 36
    assert not any(CONTACT.search(name) for name in names)


def test_an_unknown_language_gets_finnish_words_and_late_tries_a_number():
    first, second = suggest_pseudonym("xx").split()
    assert (first in WORDS["fi"][0].split(), second in WORDS["fi"][1].split()) == (True, True)
    assert suggest_pseudonym("sv", tried=2).split()[2].isdigit()


def test_the_rules_are_offered_in_every_language_with_as_many_lines():
    assert sorted(DEFAULT_RULES) == sorted(LANGUAGES)
    assert len({rules.count("\n") for rules in DEFAULT_RULES.values()}) == 1


@pytest.mark.django_db
def test_a_suggestion_is_not_like_the_person():
    """Whoever is called like half of the words gets one of the other half."""
    group = GroupFactory()
    name = " ".join(WORDS["fi"][0].split()[::2])
    user = UserFactory.build(name=name, email="x@y.example")
    names = {queries.free_pseudonym(user, group, "fi") for _time in range(8)}
    assert len(names) > 1
    assert not any(resembles_person(one, name=name, email=user.email) for one in names)
