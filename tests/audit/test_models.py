"""The trail seals each entry over the one before it."""

import pytest

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.actions import record
from wellbeing_portal.audit.models import Chain, Entry

pytestmark = pytest.mark.django_db


def test_a_changed_entry_no_longer_fits_its_seal(student):
    entry = record(actor=student, action="open_door", target=InstitutionFactory(), chain="diak")
    assert Entry.objects.unscoped("test").get().fitting_seal("diak") == entry.seal

    Entry.objects.filter(pk=entry.pk).update(action="close_door")

    assert Entry.objects.get().fitting_seal("diak") != entry.seal


def test_people_see_what_was_done_to_their_own_data(student, peer):
    place = InstitutionFactory()
    mine = record(actor=peer, action="open_door", target=place, chain="diak", subject=student)
    record(actor=student, action="open_door", target=place, chain="diak", subject=peer)

    assert list(Entry.objects.visible_to(student)) == [mine]


def test_nobody_sees_the_heads(student):
    record(actor=student, action="open_door", target=InstitutionFactory(), chain="diak")
    assert str(Chain.objects.get()) == "diak"
    assert not Chain.objects.visible_to(student).exists()
