"""Those who report, decide and write at the same moment, on the database the tests run on."""

import pytest
from django.db import connection

from communities import actions as rooms
from communities.enums import MemberState
from communities.models import Member, Post
from tests.communities.test_groups_races import rush
from tests.factories.accounts import UserFactory
from tests.factories.communities import HeldPostFactory, MemberFactory
from tests.factories.institutions import MembershipFactory
from tests.factories.moderation import AppealFactory, DecisionFactory
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Circle, What
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Event, Item
from wellbeing_portal.notifications.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 8
ROUNDS = 6
WHOLE = {"rule": "harassment", "facts": "Pilkkaa."}


@pytest.fixture
def keepers(diak):
    return [MembershipFactory(institution=diak, role=Role.MODERATOR).user for _number in range(CROWD)]


def taken(post, reporter, keeper):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(keeper, item=item)
    return item


def attempt(act):
    try:
        act()
    except (Refusal, rooms.ChangedSinceError):
        return False
    return True


def test_many_who_report_one_thing_at_once_make_one_item(post):
    crowd = UserFactory.create_batch(CROWD)
    rush([lambda one=one: actions.report_thing(one, about=post, rule="harassment") for one in crowd])
    assert (Item.objects.count(), Cause.objects.filter(item=Item.objects.get()).count()) == (1, CROWD)


def test_of_many_who_take_it_one_gets_it(post, reporter, keepers):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    done = rush([lambda one=one: actions.take_item(one, item=item) for one in keepers])
    item.refresh_from_db()
    assert (done.count(True), item.assignee in keepers) == (1, True)


def test_deciding_many_times_at_once_decides_once(post, reporter, keepers, student):
    item = taken(post, reporter, keepers[0])
    done = rush([lambda: actions.decide_item(keepers[0], item=item, verdict="hide", **WHOLE)] * CROWD)
    assert (done.count(True), Decision.objects.count()) == (1, 1)
    assert Notice.objects.filter(kind="moderation.statement").count() == 1


def test_appealing_many_times_at_once_is_one_appeal_answered_once(diak, student, keepers):
    decision = DecisionFactory(item__place=diak, item__author=student)
    rush([lambda: actions.appeal_decision(student, decision=decision, says="En minä.")] * CROWD)
    appeal = Appeal.objects.get()
    answer = {"outcome": "upheld", "reason": "Sama mieltä."}
    done = rush([lambda one=one: actions.decide_appeal(one, appeal=appeal, **answer) for one in keepers])
    assert done.count(True) == 1


def test_widening_many_times_at_once_widens_once(diak, student):
    appeal = AppealFactory(decision=DecisionFactory(item__place=diak, item__author=student))
    rush([actions.widen_appeals] * CROWD)
    appeal.refresh_from_db()
    assert (appeal.circle, Event.objects.filter(what=What.WIDENED).count()) == (Circle.PORTAL, 1)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_a_writer_who_edits_and_a_moderator_who_decides_do_not_wait_for_each_other(post, reporter, keepers):
    """The first post of its thread, with words that go into the queue: thread, post, item and trail are all locked."""
    assert connection.vendor == "postgresql"
    crowd = UserFactory.create_batch(ROUNDS)
    for number in range(ROUNDS):
        item = taken(post, reporter, keepers[0])
        version = Post.objects.get(pk=post.pk).version
        body = f"en halua elää {number}"
        edit = {"post": post, "body": body, "title": f"Otsikko {number}", "version": version}
        decide = {"item": item, "verdict": "restrict", "days": 7, "hides": number == ROUNDS - 1, **WHOLE}
        done = rush(
            [
                lambda edit=edit: attempt(lambda: rooms.edit_post(post.author, **edit)),
                lambda decide=decide: actions.decide_item(keepers[0], **decide),
                lambda one=crowd[number]: actions.report_thing(one, about=post, rule="threat"),
            ]
        )
        assert done == [True] * 3
        Member.objects.update(muted_until=None)
        Item.objects.open().update(closed_at="2026-01-01T00:00Z", how="handled")
    assert Decision.objects.count() == ROUNDS


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_taking_a_writer_out_and_letting_them_through_do_not_wait_for_each_other(post, reporter, keepers):
    host = MemberFactory(group=post.thread.group, is_host=True)
    for _number in range(ROUNDS):
        Member.objects.filter(pk=post.author_id).update(state=MemberState.ACTIVE)
        item = taken(post, reporter, keepers[0])
        held = HeldPostFactory(thread=post.thread, author=post.author)
        newcomer = UserFactory()
        rush(
            [
                lambda item=item: actions.decide_item(keepers[0], item=item, verdict="remove", hides=True, **WHOLE),
                lambda held=held: attempt(lambda: rooms.let_through(host.user, post=held)),
                lambda one=newcomer: rooms.join_group(one, group=post.thread.group, pseudonym=f"Uusi kuusi {one.pk}"),
            ]
        )
        Post.objects.filter(pk=post.pk).update(hidden_at=None, hidden_reason="")
    assert Member.objects.get(pk=post.author_id).state == MemberState.REMOVED
