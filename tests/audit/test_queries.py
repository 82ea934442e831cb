"""Reading the trail."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit import queries
from wellbeing_portal.audit.actions import record
from wellbeing_portal.audit.enums import By, Flaw
from wellbeing_portal.audit.models import Chain, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(student):
    place = InstitutionFactory()
    return [record(actor=student, action="open_door", target=place, chain="diak", door=n) for n in range(5)]


def entry(number):
    return Entry.objects.filter(chain__name="diak", number=number)


def test_the_trail_says_who_in_general_and_what_exactly(student, coordinator):
    place = InstitutionFactory()
    for actor, action in ((student, "join_group"), (None, "load_people"), (coordinator, "read_people")):
        record(actor=actor, action=action, target=place, chain="diak", subject=student)
    record(actor=student, action="join_group", target=place, chain="diak", subject=coordinator)

    rows = [(row["action"], row["chain_name"], row["by"]) for row in queries.trail_of(student)]

    assert rows == [
        ("read_people", "diak", By.PERSON),
        ("load_people", "diak", By.SYSTEM),
        ("join_group", "diak", By.YOU),
    ]


def test_nobody_has_no_trail(five):
    assert list(queries.trail_of(AnonymousUser())) == []


def test_a_whole_chain_has_no_broken_row(five, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 2)
    assert queries.broken_row("diak") == (None, 5)


def test_a_changed_word_breaks_the_seal_there(five):
    entry(3).update(facts={"door": 7})
    assert queries.broken_row("diak") == (queries.Broken("diak", 3, Flaw.SEAL), 2)


def test_a_removed_entry_is_a_gap_there(five):
    entry(3).delete()
    assert queries.broken_row("diak") == (queries.Broken("diak", 3, Flaw.GAP), 2)


def test_a_removed_last_entry_is_a_gap_there(five):
    entry(5).delete()
    assert queries.broken_row("diak") == (queries.Broken("diak", 5, Flaw.GAP), 4)


def test_an_emptied_chain_is_a_gap_at_its_beginning(five):
    Entry.objects.all().delete()
    assert queries.broken_row("diak") == (queries.Broken("diak", 1, Flaw.GAP), 0)


def test_an_entry_sealed_anew_breaks_the_link_of_the_next(five):
    forged = entry(3).get()
    forged.facts = {"door": 7}
    forged.seal = forged.fitting_seal("diak")
    forged.save()
    assert queries.broken_row("diak") == (queries.Broken("diak", 4, Flaw.LINK), 3)


def test_a_head_that_was_turned_back_does_not_match(five):
    Chain.objects.update(last_number=3, last_seal=five[2].seal)
    assert queries.broken_row("diak") == (queries.Broken("diak", 4, Flaw.HEAD), 3)


def test_a_head_with_another_seal_does_not_match(five):
    Chain.objects.update(last_seal=five[2].seal)
    assert queries.broken_row("diak") == (queries.Broken("diak", 5, Flaw.HEAD), 5)


def test_a_chain_cut_short_with_its_head_is_found_by_what_was_noted_outside(five):
    noted = {5: five[4].seal}
    entry(5).delete()
    entry(4).delete()
    Chain.objects.update(last_number=3, last_seal=five[2].seal)
    assert queries.broken_row("diak") == (None, 3)
    assert queries.broken_row("diak", noted) == (queries.Broken("diak", 5, Flaw.GAP), 3)


def test_a_chain_written_anew_is_found_by_what_was_noted_outside(five):
    assert queries.broken_row("diak", {2: five[1].seal, 5: five[4].seal}) == (None, 5)
    assert queries.broken_row("diak", {2: "0" * 64}) == (queries.Broken("diak", 2, Flaw.NOTED), 1)


def test_a_chain_that_is_gone_is_found_by_what_was_noted_outside():
    assert queries.broken_row("diak", {2: "0" * 64}) == (queries.Broken("diak", 2, Flaw.GAP), 0)


def test_what_is_appended_while_we_look_is_no_flaw(five, student):
    head = Chain.objects.get()
    record(actor=student, action="open_door", target=InstitutionFactory(), chain="diak")
    assert queries.heads()[0][1] == head.last_number + 1
    assert queries.broken_row("diak") == (None, 6)
