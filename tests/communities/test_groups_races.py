"""Many people at one door at once, on the database the tests run on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from communities import actions
from communities.models import Block, Group, GroupInvite, Member
from tests.factories.accounts import UserFactory
from tests.factories.communities import GroupFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 64
PLACES = 7


def rush(tries):
    """Run all at the same moment, each on its own open connection; True for done, False for a refusal."""
    gate = Barrier(len(tries))

    def one(do):
        connection.ensure_connection()
        gate.wait(timeout=60)
        try:
            do()
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def test_64_join_and_no_seat_is_given_twice():
    group = GroupFactory(capacity=PLACES)
    people = [UserFactory(name="", email=f"u{number}@x.example") for number in range(CROWD)]
    tries = [
        lambda user=user, number=number: actions.join_group(user, group=group, pseudonym=f"Vaalea kivi {number + 200}")
        for number, user in enumerate(people)
    ]
    done = rush(tries)
    group.refresh_from_db()
    assert (done.count(True), group.member_count, Member.objects.count()) == (PLACES, PLACES, PLACES)
    assert Entry.objects.filter(action="join_group").count() == PLACES


def test_a_block_pressed_in_eight_tabs_is_one():
    by, whom = (UserFactory(name="", email=f"u{number}@x.example") for number in range(2))
    group = GroupFactory()
    rush([lambda: actions.block_person(by, whom=whom, group=group, name="Tyyni kuusi")] * 8)
    assert Block.objects.count() == 1
    assert Entry.objects.filter(action="block_person").count() == 1


def test_one_person_who_joins_from_eight_tabs_takes_one_seat_and_one_use():
    group = GroupFactory(capacity=PLACES)
    user = UserFactory(name="", email="u@x.example")
    invite, _secret = actions.make_invite(user, group=group, once=GroupFactory().public_id, days=1, uses=5)
    done = rush([lambda: actions.join_group(user, group=group, pseudonym="Vaalea kivi", invite=invite)] * 8)
    group.refresh_from_db()
    assert (done, group.member_count, Member.objects.count()) == ([True] * 8, 1, 1)
    assert GroupInvite.objects.get().uses_left == 4


def test_eight_who_want_one_pseudonym_get_it_once():
    group = GroupFactory()
    people = [UserFactory(name="", email=f"u{number}@x.example") for number in range(8)]
    done = rush([lambda user=user: actions.join_group(user, group=group, pseudonym="Vaalea kivi") for user in people])
    group.refresh_from_db()
    assert (done.count(True), group.member_count) == (1, 1)


def test_eight_groups_of_one_title_get_eight_addresses():
    owner = GroupFactory().owner
    user = UserFactory()
    facts = {"title_fi": "Iltakävely", "summary_fi": "Kävellään.", "form": "interest", "speaks_fi": True}
    assert all(rush([lambda: actions.create_group(user, owner=owner, **facts)] * 8))
    slugs = set(Group.objects.filter(title_fi="Iltakävely").values_list("slug", flat=True))
    assert len(slugs) == 8


def test_eight_tabs_of_one_person_do_not_slip_past_the_limit_of_proposals():
    owner = GroupFactory().owner
    user = UserFactory()
    facts = {"title_fi": "Iltakävely", "summary_fi": "Kävellään.", "form": "interest", "speaks_fi": True}
    done = rush([lambda: actions.propose_group(user, owner=owner, **facts)] * 8)
    assert (done.count(True), Group.objects.filter(proposed_by=user).count()) == (2, 2)
