"""Appending to the trail."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.actions import record, record_read, recorded_last
from wellbeing_portal.audit.models import Chain, Entry
from wellbeing_portal.audit.queries import broken_row

pytestmark = pytest.mark.django_db


def test_entries_are_numbered_and_linked(student):
    place = InstitutionFactory()
    first = record(actor=student, action="open_door", target=place, chain="diak", subject=student)
    second = record(actor=None, action="close_door", target=place, chain="diak", door="front")
    assert (first.number, second.number, second.previous) == (1, 2, first.seal)
    assert (Chain.objects.get().last_number, Chain.objects.get().last_seal) == (2, second.seal)
    assert str(student.public_id) not in first.actor
    assert (second.actor, second.subject, second.facts) == ("", "", {"door": "front"})


def test_one_append_costs_three_queries_once_the_chain_has_begun(student, django_assert_num_queries):
    place = InstitutionFactory()
    record(actor=student, action="open_door", target=place, chain="diak")
    with django_assert_num_queries(3):
        record(actor=student, action="open_door", target=place, chain="diak")


def test_a_read_leaves_one_entry_for_each_person_but_the_reader(coordinator, student, peer):
    place = InstitutionFactory()
    entries = record_read(
        actor=coordinator, action="read_people", target=place, chain="diak", subjects=[student, coordinator, peer]
    )
    assert [entry.number for entry in entries] == [1, 2]
    assert [Entry.objects.visible_to(person).count() for person in (student, peer, coordinator)] == [1, 1, 0]
    assert broken_row("diak") == (None, 2)


def test_reading_nobody_or_oneself_leaves_nothing(coordinator):
    place = InstitutionFactory()
    for subjects in ([], [coordinator]):
        assert record_read(actor=coordinator, action="read_people", target=place, chain="diak", subjects=subjects) == []
    assert not Entry.objects.exists()


def test_a_read_is_named_as_one(coordinator, student):
    with pytest.raises(ValueError, match="read_"):
        record_read(
            actor=coordinator, action="list_people", target=InstitutionFactory(), chain="diak", subjects=[student]
        )


def test_what_an_action_lets_others_record_comes_last_and_in_its_order(student, peer):
    place = InstitutionFactory()
    with recorded_last():
        record(actor=student, action="open_door", target=place, chain="diak")
        with recorded_last():
            record_read(actor=peer, action="read_people", target=place, chain="diak", subjects=[student])
        assert not Chain.objects.exists()
    assert list(Entry.objects.order_by("number").values_list("action", flat=True)) == ["open_door", "read_people"]
    assert broken_row("diak") == (None, 2)


def test_an_action_that_raised_records_nothing(student):
    place = InstitutionFactory()

    @recorded_last()
    def open_door():
        record(actor=student, action="open_door", target=place, chain="diak")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_door()
    record(actor=student, action="close_door", target=place, chain="diak")
    assert Entry.objects.get().action == "close_door"


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_whole_chain():
    place = InstitutionFactory()

    def write(_turn):
        try:
            for _entry in range(5):
                record(actor=None, action="open_door", target=place, chain="busy")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert broken_row("busy") == (None, 40)
