"""Appeals: decided by somebody else, and told."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from communities.actions import hide_post
from communities.enums import MemberState
from communities.models import Member
from tests.factories.moderation import AppealFactory, DecisionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.enums import APPEAL_TIME, Outcome, What
from wellbeing_portal.moderation.models import Appeal, Event
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


def decided(post, reporter, moderator, verdict, **more):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return actions.decide_item(moderator, item=item, verdict=verdict, rule="harassment", facts="Pilkkaa.", **more)


def told(kind, **more):
    return [notice.recipient for notice in Notice.objects.filter(kind=f"moderation.{kind}", **more)]


def test_an_appeal_waits_for_somebody_else(post, reporter, moderator, coordinator, student):
    decision = decided(post, reporter, moderator, "hide")
    Notice.objects.all().delete()
    appeals = [actions.appeal_decision(student, decision=decision, says="En minä.") for _time in range(2)]
    assert appeals[0] == appeals[1] == Appeal.objects.get()
    assert appeals[0].due_at - appeals[0].made_at == datetime.timedelta(days=7)
    assert told("appeal_waits") == [coordinator]
    assert Entry.objects.get(action="appeal_decision").actor == ""
    assert [event.what for event in Event.objects.order_by("-pk")[:1]] == [What.APPEALED]


def test_six_months_are_the_time_to_appeal(post, reporter, moderator, student, peer):
    decision = decided(post, reporter, moderator, "hide")
    with time_machine.travel(decision.decided_at + APPEAL_TIME, tick=False), pytest.raises(Refusal):
        actions.appeal_decision(student, decision=decision, says="En minä.")
    with pytest.raises(Refusal):
        actions.appeal_decision(peer, decision=decision, says="Ei hän.")


def test_who_decided_does_not_answer(post, reporter, moderator, student):
    decision = decided(post, reporter, moderator, "hide")
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    with pytest.raises(Refusal):
        actions.decide_appeal(moderator, appeal=appeal, outcome=Outcome.UPHELD, reason="Sama kuin ennen.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decider=moderator)


def test_an_upheld_decision_stays(post, reporter, moderator, coordinator, student):
    decision = decided(post, reporter, moderator, "hide")
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Luin uudestaan.")
    post.refresh_from_db()
    appeal.refresh_from_db()
    assert post.hidden_at is not None
    assert (appeal.decider, appeal.outcome, appeal.reason) == (coordinator, Outcome.UPHELD, "Luin uudestaan.")
    assert (told("appeal_answered"), told("report_answered", key="appeal")) == ([student], [])
    with pytest.raises(Refusal):
        actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Sittenkin.")


@pytest.mark.parametrize("verdict", ["hide", "restrict", "remove", "suspend", "edit"])
def test_an_overturned_decision_is_undone_and_told(post, reporter, moderator, coordinator, student, verdict):
    more = {"days": 30} if verdict in ("restrict", "suspend") else {}
    decision = decided(post, reporter, moderator, verdict, hides=True, **more)
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    assert (queries.suspension_of(student) is None) is (verdict != "suspend")
    student.__dict__.pop("suspensions_now", None)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Näin se on.")
    post.refresh_from_db()
    member = Member.objects.get(pk=post.author_id)
    expected = MemberState.LEFT if verdict == "remove" else MemberState.ACTIVE
    assert (post.hidden_at, member.muted_until, member.state) == (None, None, expected)
    assert queries.suspension_of(student) is None
    assert (told("appeal_answered"), told("report_answered", key="appeal")) == ([student], [reporter])
    assert queries.outcome_of(decision.item) == "taken_back"


def test_a_text_that_was_not_hidden_stays_as_its_hosts_have_it(post, reporter, moderator, coordinator, student):
    decision = decided(post, reporter, moderator, "restrict", days=7)
    hide_post(coordinator, post=post, reason="Riitaa.")
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Näin se on.")
    post.refresh_from_db()
    assert post.hidden_at is not None


def test_what_is_gone_has_nothing_to_undo(diak, moderator, coordinator, student):
    decision = DecisionFactory(item__place=diak, item__author=student, decider=moderator)
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Näin se on.")
    assert told("appeal_answered") == [student]


def test_an_appeal_of_somebody_who_left_is_still_answered(diak, coordinator, student):
    decision = DecisionFactory(item__place=diak, item__author=student)
    appeal = AppealFactory(decision=decision, by=None)
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Näin se on.")
    appeal.refresh_from_db()
    assert appeal.decided_at <= timezone.now()
    assert told("appeal_answered") == []
