"""Deciding, and what follows from it."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.test import TestCase
from django.utils import timezone, translation

from communities.enums import MemberState
from communities.models import Member
from tests.factories.moderation import DecisionFactory, ItemFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.enums import Colour, How, Verdict, What, Why
from wellbeing_portal.moderation.models import Event, Item, Suspension
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)


@pytest.fixture
def item(post, reporter, moderator):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    return item


def decide(actor, item, verdict, **more):
    with time_machine.travel(NOW, tick=False), TestCase.captureOnCommitCallbacks(execute=True):
        return actions.decide_item(actor, item=item, verdict=verdict, rule="harassment", facts="Pilkkaa.", **more)


def told(kind):
    return {notice.recipient for notice in Notice.objects.filter(kind=f"moderation.{kind}")}


def test_a_decision_holds_its_reasons_and_closes_the_item(item, moderator, student, reporter, post):
    decision = decide(moderator, item, "hide")
    item.refresh_from_db()
    post.refresh_from_db()
    assert (item.closed_at, item.how, post.hidden_at) == (NOW, How.DECIDED, NOW)
    assert (decision.decider, decision.verdict, decision.rule, decision.facts) == (
        moderator, Verdict.HIDE, "harassment", "Pilkkaa.",
    )  # fmt: skip
    assert (decision.hides, decision.by_machine, decision.reported, decision.until) == (True, False, True, None)
    assert (told("statement"), told("report_answered")) == ({student}, {reporter})
    assert Event.objects.filter(item=item).order_by("-pk").first().what == What.CLOSED
    assert Entry.objects.get(action="decide_item").facts == {"verdict": "hide", "rule": "harassment"}


def test_what_the_others_read_of_it_is_in_the_language_of_the_text(item, moderator, post):
    post.language = "sv"
    post.save(update_fields=["language"])
    with translation.override("en"):
        decide(moderator, item, "hide")
    post.refresh_from_db()
    with translation.override("sv"):
        assert post.hidden_reason == translation.gettext("A moderator decided so.")
    assert post.hidden_reason != "A moderator decided so."


def test_nothing_done_is_told_to_those_who_reported_only(item, moderator, reporter, post):
    decision = decide(moderator, item, "no_action", hides=True)
    post.refresh_from_db()
    assert (decision.hides, post.hidden_at) == (False, None)
    assert (told("statement"), told("report_answered")) == (set(), {reporter})


def test_an_edit_is_asked_for_and_the_text_stays(item, moderator, student, post):
    decide(moderator, item, "edit")
    post.refresh_from_db()
    assert post.hidden_at is None
    assert told("statement") == {student}
    assert Entry.objects.get(action="ask_to_edit").subject == keyed_id(student.public_id)


def test_a_writer_may_only_read_for_a_while(item, moderator, post):
    decision = decide(moderator, item, "restrict", days=7, hides=True)
    member = Member.objects.get(pk=post.author_id)
    post.refresh_from_db()
    until = NOW + datetime.timedelta(days=7)
    assert (decision.until, member.muted_until, member.muted_reason) == (until, until, "Pilkkaa.")
    assert post.hidden_at == NOW


def test_a_while_must_be_said(item, moderator):
    with pytest.raises(Refusal) as refused:
        decide(moderator, item, "restrict")
    assert refused.value.field == "days"
    assert Item.objects.open().count() == 1


def test_a_writer_is_taken_out_of_the_group(item, moderator, post):
    decide(moderator, item, "remove")
    member = Member.objects.get(pk=post.author_id)
    assert (member.state, member.reason) == (MemberState.REMOVED, "Pilkkaa.")


def test_a_suspension_holds_in_the_groups_of_the_place(item, moderator, student, diak, kamk):
    decide(moderator, item, "suspend", days=30)
    with time_machine.travel(NOW + datetime.timedelta(days=29), tick=False):
        assert queries.suspension_of(student, at=diak.pk).place == diak
        assert queries.suspension_of(student) is not None
        assert queries.suspension_of(student, at=kamk.pk) is None
    assert Entry.objects.get(action="suspend_person").subject == keyed_id(student.public_id)


def test_only_a_coordinator_suspends_from_all_groups(item, moderator, coordinator, student, kamk):
    with pytest.raises(Refusal) as refused:
        decide(moderator, item, "suspend", days=30, everywhere=True)
    assert refused.value.field == "everywhere"
    actions.release_item(moderator, item=Item.objects.get())
    actions.take_item(coordinator, item=item)
    decide(coordinator, item, "suspend", days=30, everywhere=True)
    with time_machine.travel(NOW, tick=False):
        assert queries.suspension_of(student, at=kamk.pk).place is None


def test_only_who_has_taken_it_decides_and_only_once(item, moderator, coordinator):
    with pytest.raises(Refusal):
        decide(coordinator, item, "hide")
    decide(moderator, item, "hide")
    with translation.override("en"), pytest.raises(Refusal, match="dealt with already"):
        decide(moderator, item, "no_action")


def test_of_what_is_gone_only_the_writer_is_left(diak, moderator, student):
    item = ItemFactory(place=diak, author=student, assignee=moderator, taken_at=timezone.now())
    with pytest.raises(Refusal) as refused:
        decide(moderator, item, "hide")
    assert refused.value.field == "verdict"
    decision = decide(moderator, item, "suspend", days=1, hides=True)
    assert decision.hides is False


def test_what_nobody_here_wrote_has_nobody_to_tell(diak, moderator):
    item = ItemFactory(place=diak, author=None, kind="older.kind", assignee=moderator, taken_at=timezone.now())
    decide(moderator, item, "no_action")
    with pytest.raises(Refusal):
        decide(moderator, ItemFactory(place=diak, author=None, assignee=moderator, taken_at=timezone.now()), "suspend")
    assert (told("statement"), Suspension.objects.count()) == (set(), 0)


def test_a_list_of_words_that_pointed_at_it_is_named(post, moderator):
    item = actions.raise_item(about=post, colour=Colour.RED, why=Why.WORDS)
    actions.take_item(moderator, item=item)
    decision = decide(moderator, item, "hide")
    assert (decision.by_machine, decision.reported) == (True, False)


def test_the_database_wants_a_time_where_the_verdict_lasts(diak):
    with pytest.raises(IntegrityError):
        DecisionFactory(item__place=diak, verdict=Verdict.RESTRICT, until=None)
