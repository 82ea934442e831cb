"""A post in a group of Diak, which everybody in the group may report."""

import pytest

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.institutions.enums import Audience


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, audience=Audience.OWN, slug="iltarutiinit", member_count=2)


@pytest.fixture
def post(group, student):
    """The student's."""
    member = MemberFactory(group=group, user=student, pseudonym="Sininen lyhty")
    return PostFactory(thread=ThreadFactory(author=member), body="Ilkeä viesti.")


@pytest.fixture
def reporter(group, peer):
    MemberFactory(group=group, user=peer, pseudonym="Vihreä juna")
    return peer
