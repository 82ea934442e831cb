"""A group that the student and the peer are members of, and the kinds of message that speak of it."""

import datetime

import pytest
import time_machine

from communities.enums import Form
from tests.factories.communities import GroupFactory, MemberFactory
from tests.notifications import kinds

# A Wednesday, noon in Finland.
NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def trial_kinds(monkeypatch):
    kinds.declare(monkeypatch)


@pytest.fixture
def noon():
    """The clock stands at noon in Finland until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def group(diak, student, peer):
    group = GroupFactory(owner=diak, form=Form.INTEREST, audience="chosen")
    for person in (student, peer):
        MemberFactory(group=group, user=person)
    return group
