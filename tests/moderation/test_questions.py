"""A host's question to those who moderate: nobody else reads the answer, and the host reads nobody else's."""

import importlib
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories.communities import MemberFactory
from tests.factories.moderation import CauseFactory, DecisionFactory, ItemFactory
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.enums import Colour, How, Outcome, Why
from wellbeing_portal.moderation.models import Cause, Item
from wellbeing_portal.notifications.models import Delivery, Notice

pytestmark = pytest.mark.django_db
CONTACT = {"who": "Ulla Ulkopuolinen", "address": "ulla@elsewhere.example", "language": "fi"}
TO_HOST, TO_REPORTER = "Vetäjälle: soita meille.", "Ilmoittajalle: kuvaus on kunnossa."


@pytest.fixture
def host(group, staff):
    return MemberFactory(group=group, user=staff, pseudonym="Hidas ilves", is_host=True).user


def ask(host, group, note="Mitä teen?", **kwargs):
    return actions.ask_moderator(host, about=group, note=note, **kwargs)


def notice(group):
    """By somebody who has not signed in."""
    return actions.give_notice(about=group, rule="spam", note="Mainos.", **CONTACT)


def report(group, reporter):
    return actions.report_thing(reporter, about=group, rule="spam")


def decide(moderator, item, answer):
    actions.take_item(moderator, item=item)
    actions.decide_item(moderator, item=item, verdict="no_action", rule="other", facts="Luettu.", answer=answer)


def read(client, cause):
    """The receipt, by whoever has it."""
    name = "notice_receipt" if cause.by is None else "receipt"
    client.logout()
    if cause.by is not None:
        client.force_login(cause.by)
    return client.get(reverse(f"moderation:{name}", args=[cause.public_id]) + "?lang=en").content.decode()


@pytest.mark.parametrize("first", ["question", "reports"])
def test_a_question_and_reports_of_the_same_group_never_meet(client, group, host, reporter, moderator, first):
    """Whichever came first, and whichever is answered first."""
    asked = ask(host, group) if first == "question" else None
    reports = [notice(group), report(group, reporter)]
    asked = asked or ask(host, group)
    assert reports[0].item_id == reports[1].item_id != asked.item_id
    decide(moderator, asked.item, TO_HOST)
    for cause in reports:
        page = read(client, cause)
        assert TO_HOST not in page
        assert "waits" in queries.outcome_of(Item.objects.get(pk=cause.item_id))
    assert TO_HOST in read(client, asked)
    decide(moderator, reports[0].item, TO_REPORTER)
    for cause in reports:
        page = read(client, cause)
        assert TO_REPORTER in page
        assert TO_HOST not in page
    page = read(client, asked)
    assert TO_HOST in page
    assert TO_REPORTER not in page


def test_each_hears_of_their_own_answer_only(group, host, reporter, moderator):
    asked, _notice, _report = ask(host, group), notice(group), report(group, reporter)
    Delivery.objects.all().delete()
    decide(moderator, asked.item, TO_HOST)
    answered = Notice.objects.filter(kind="moderation.report_answered")
    assert [row.recipient for row in answered] == [host]
    assert not Delivery.objects.filter(kind="moderation.notice_answered").exists()


def test_two_hosts_do_not_read_what_the_other_is_answered(client, group, host, peer, moderator):
    other = MemberFactory(group=group, user=peer, pseudonym="Nopea mäyrä", is_host=True).user
    mine, theirs = ask(host, group), ask(other, group)
    decide(moderator, mine.item, TO_HOST)
    assert TO_HOST in read(client, mine)
    assert TO_HOST not in read(client, theirs)


def test_the_same_form_twice_is_one_question(group, host):
    once = uuid.uuid4()
    assert len({ask(host, group, once=once).pk for _time in range(2)}) == 1
    assert Item.objects.count() == 1


def test_a_second_look_at_a_question_brings_back_the_question_alone(group, host, reporter, moderator, coordinator):
    reported = report(group, reporter)
    asked = ask(host, group)
    decide(moderator, asked.item, TO_HOST)
    again = actions.ask_again(cause=Cause.objects.select_related("item__decision").get(pk=asked.pk), says="Entä nyt?")
    actions.decide_appeal(coordinator, appeal=again, outcome=Outcome.OVERTURNED, reason="Katsotaan uudestaan.")
    anew = Cause.objects.filter(why=Why.HOST).latest("pk")
    assert anew.item_id not in (asked.item_id, reported.item_id)
    assert queries.open_item_like(coordinator, asked.item) == anew.item
    assert queries.open_item_like(coordinator, reported.item) == reported.item


def test_the_database_holds_one_open_item_beside_the_questions(group, host):
    item = ask(host, group).item
    ask(host, group, "Entä sitten?")
    facts = {"kind": item.kind, "thing_id": item.thing_id, "place": item.place}
    ItemFactory(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemFactory(**facts)


def test_what_waited_together_before_is_parted_and_can_be_joined(group, host, reporter):
    migration = importlib.import_module("wellbeing_portal.moderation.migrations.0011_part_questions")
    mixed = report(group, reporter).item
    both = [CauseFactory(item=mixed, by=host, why=Why.HOST, rule="", note=note) for note in ("Mitä?", "Entä?")]
    alone = CauseFactory(item__place=group.owner, by=host, why=Why.HOST)
    done = DecisionFactory(item__place=group.owner).item
    CauseFactory(item=done, by=host, why=Why.HOST)
    told = DecisionFactory(item__place=group.owner).item
    for why in (Why.HOST, Why.REPORT):
        CauseFactory(item=told, by=host, why=why)
    migration.part(apps, None)
    parted = {cause.note: cause.item for cause in Cause.objects.filter(pk__in=[cause.pk for cause in both])}
    assert len({parted["Mitä?"].pk, parted["Entä?"].pk, mixed.pk}) == 3
    assert all(
        item.is_question and item.colour == Colour.AMBER and item.place == group.owner for item in parted.values()
    )
    assert [cause.by for cause in mixed.causes.all()] == [reporter]
    marked = {item.pk: Item.objects.get(pk=item.pk).is_question for item in (mixed, alone.item, done, told)}
    assert marked == {mixed.pk: False, alone.item_id: True, done.pk: True, told.pk: False}
    migration.join(apps, None)
    assert set(mixed.causes.filter(why=Why.HOST)) == set(both)
    assert Item.objects.open().count() == 2
    assert Item.objects.filter(how=How.DECIDED).count() == 2
