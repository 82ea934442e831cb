"""The database itself refuses to change the trail. Tests run without its triggers; these put them back."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import append_only
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.actions import record

pytestmark = pytest.mark.django_db

REFUSED = {
    "change": "UPDATE audit_entry SET action = 'nothing'",
    "delete": "DELETE FROM audit_entry",
    "delete a chain": "DELETE FROM audit_chain WHERE name = 'empty'",
    "turn the head back": "UPDATE audit_chain SET last_number = 1 WHERE name = 'diak'",
    "rename a chain": "UPDATE audit_chain SET name = 'oulu', last_number = 9 WHERE name = 'diak'",
}
ONLY_POSTGRESQL = {"truncate": "TRUNCATE audit_entry", "truncate chains": "TRUNCATE audit_chain CASCADE"}
ONLY_SQLITE = {
    "replace": "INSERT OR REPLACE INTO audit_entry SELECT id, number, at, actor, 'nothing', target, subject, facts, "
    "previous, seal, chain_id FROM audit_entry"
}


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def locked(db):
    """Two entries in the chain diak, and the triggers of the migration around them."""
    place = InstitutionFactory()
    for _turn in range(2):
        record(actor=None, action="open_door", target=place, chain="diak")
    run(["INSERT INTO audit_chain (name, last_number, last_seal) VALUES ('empty', 0, '')"])
    # PostgreSQL makes no trigger while a constraint of the new rows is still to be checked.
    connection.check_constraints()
    run(append_only.BY_VENDOR[connection.vendor][0])
    return place


@pytest.mark.parametrize("what", [*REFUSED, *ONLY_POSTGRESQL, *ONLY_SQLITE])
def test_the_database_refuses_to(locked, what):
    special = ONLY_POSTGRESQL if connection.vendor == "postgresql" else ONLY_SQLITE
    if what not in {**REFUSED, **special}:
        pytest.skip(f"{connection.vendor} has no such statement")
    with pytest.raises(DatabaseError, match=r"can only be added to|only moves forward"), transaction.atomic():
        run([{**REFUSED, **special}[what]])


def test_the_trail_still_grows(locked):
    assert record(actor=None, action="open_door", target=locked, chain="diak").number == 3
    assert record(actor=None, action="open_door", target=locked, chain="empty").number == 1
    assert record(actor=None, action="open_door", target=locked, chain="new").number == 1


def test_the_way_back_removes_every_trigger(locked):
    run(append_only.BY_VENDOR[connection.vendor][1])
    run(REFUSED.values())
