"""The trail seals each entry over the one before it."""

import pytest

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.actions import record, seal_of
from wellbeing_portal.audit.models import Chain, Entry

pytestmark = pytest.mark.django_db


def test_entries_are_numbered_and_linked(student):
    place = InstitutionFactory()
    first = record(actor=student, action="open_door", target=place, chain="diak", subject=student)
    second = record(actor=None, action="close_door", target=place, chain="diak")
    assert (first.number, second.number, second.previous) == (1, 2, first.seal)
    assert Chain.objects.get().last_seal == second.seal
    assert str(student.public_id) not in first.actor


def test_a_changed_entry_no_longer_fits_its_seal(student):
    entry = record(actor=student, action="open_door", target=InstitutionFactory(), chain="diak")
    Entry.objects.filter(pk=entry.pk).update(action="close_door")
    assert seal_of(Entry.objects.get(), "diak") != entry.seal
