"""What a decision does to each kind of thing: meet-ups, what waits for a host, and what is gone."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from communities import actions as rooms
from communities.enums import ChatEnd, GroupState, GuestState, MeetupState
from communities.models import Group, Meetup, MeetupGuest, Member, Post
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import HeldPostFactory, MeetupFactory, MeetupGuestFactory, MemberFactory
from tests.factories.moderation import ItemFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Colour, How, Outcome, What, Why
from wellbeing_portal.moderation.models import Decision, Event, Item
from wellbeing_portal.moderation.registry import Reportable, reportable_of
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db
WHOLE = {"rule": "group", "facts": "Näin on sovittu."}


@pytest.fixture
def keeper(client, people):
    client.force_login(people.moderator)
    return people.moderator


@pytest.fixture
def meetup(group, student):
    MemberFactory(group=group, user=student, pseudonym="Sininen lyhty", is_host=True)
    return MeetupFactory(group=group, made_by=student, title="Iltatee")


@pytest.fixture
def coming(meetup, reporter):
    Meetup.objects.update(taken=1)
    return MeetupGuestFactory(meetup=meetup, member=Member.objects.get(group=meetup.group, user=reporter))


@pytest.fixture
def waiting(post):
    return HeldPostFactory(thread=post.thread, author=post.author, body="Moi vaan.")


@pytest.fixture
def said(diak, student):
    """Waits in a chat that is open."""
    guest = ChatGuestFactory(chat=ChatFactory(owner=diak), user=student)
    return ChatMessageFactory(chat=guest.chat, guest=guest, held_for="first")


def taken(about, keeper, why=Why.HOST):
    item = actions.raise_item(about=about, colour=Colour.GREEN, why=why)
    actions.take_item(keeper, item=item)
    return item


def decide(about, keeper, verdict, **more):
    return actions.decide_item(keeper, item=taken(about, keeper), verdict=verdict, **WHOLE, **more)


def told(kind):
    return [notice.recipient for notice in Notice.objects.filter(kind=kind).order_by("pk")]


def decide_page(item):
    return reverse("moderation:item_decide", args=[item.public_id])


# --- meet-ups


def test_a_meetup_is_cancelled_and_those_who_come_hear(meetup, coming, moderator, coordinator, student, reporter):
    decision = decide(meetup, moderator, "hide")
    meetup.refresh_from_db()
    with translation.override("en"):
        assert str(decision.what) == "it is cancelled"
    assert (meetup.state, meetup.version) == (MeetupState.CANCELLED, 2)
    assert (told("communities.meetup_changed"), told("moderation.statement")) == ([reporter], [student])
    appeal = actions.appeal_decision(student, decision=decision, says="Ei ole.")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    meetup.refresh_from_db()
    assert (meetup.state, meetup.version, meetup.reason) == (MeetupState.PLANNED, 3, "")
    assert told("communities.meetup_changed") == [reporter, reporter]
    assert MeetupGuest.objects.get().state == GuestState.COMING


def test_what_its_hosts_had_cancelled_stays_so(meetup, moderator, coordinator, student):
    rooms.cancel_meetup(student, meetup=meetup, reason="Flunssa.")
    decision = decide(meetup, moderator, "hide")
    appeal = actions.appeal_decision(student, decision=decision, says="Ei ole.")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    meetup.refresh_from_db()
    assert (meetup.state, meetup.reason) == (MeetupState.CANCELLED, "Flunssa.")


def test_what_is_over_or_in_a_closed_group_is_not_planned_again(meetup, moderator):
    rooms.cancel_meetup(moderator, meetup=meetup, reason="Ei.")
    Group.objects.update(state=GroupState.CLOSED)
    assert rooms.plan_again(moderator, meetup=meetup).is_cancelled
    Group.objects.update(state=GroupState.OPEN)
    past = timezone.now() - datetime.timedelta(days=1)
    Meetup.objects.update(starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    assert rooms.plan_again(moderator, meetup=meetup).is_cancelled
    assert not Entry.objects.filter(action="plan_meetup_again").exists()


def test_who_planned_it_is_asked_to_change_it(meetup, moderator, student):
    decide(meetup, moderator, "edit")
    meetup.refresh_from_db()
    assert (meetup.is_cancelled, told("moderation.statement")) == (False, [student])
    assert Entry.objects.get(action="ask_to_edit").subject == keyed_id(student.public_id)


def test_the_form_speaks_of_cancelling(client, keeper, meetup):
    item = taken(meetup, keeper)
    choices = dict(client.get(decide_page(item) + "?lang=en").context["form"].fields["verdict"].choices)
    assert str(choices["hide"]) == "it is cancelled"
    assert "restrict" not in choices


# --- what waits for a host


def test_nothing_against_what_waits_lets_it_through(client, keeper, waiting, student):
    item = taken(waiting, keeper, Why.HELD)
    form = client.get(decide_page(item) + "?lang=en").context["form"]
    assert (str(dict(form.fields["verdict"].choices)["no_action"]), form.initial["version"]) == (
        "nothing is against it: it is let through",
        1,
    )
    answer = client.post(decide_page(item), {**WHOLE, "verdict": "no_action", "version": "1"})
    assert answer.status_code == 303
    waiting.refresh_from_db()
    item.refresh_from_db()
    assert (waiting.held_at, waiting.position, item.how) == (None, 2, How.DECIDED)
    assert (told("communities.post_answered"), told("moderation.statement")) == ([student], [])


def test_what_nobody_has_read_is_not_let_through(client, keeper, waiting):
    item = taken(waiting, keeper, Why.HELD)
    Post.objects.filter(pk=waiting.pk).update(body="Toinen teksti.", version=2)
    answer = client.post(decide_page(item), {**WHOLE, "verdict": "no_action", "version": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["verdict"])
    page = answer.content.decode()
    assert ("Toinen teksti." in page, 'name="version" value="2"' in page, WHOLE["facts"] in page) == (True, True, True)
    waiting.refresh_from_db()
    assert (waiting.held_at is not None, Decision.objects.count()) == (True, 0)
    answer = client.post(decide_page(item), {**WHOLE, "verdict": "hide", "version": "1"})
    waiting.refresh_from_db()
    assert (answer.status_code, waiting.declined_at is not None) == (303, True)


def test_what_was_declined_or_never_waited_stays_as_it_is(post, waiting, moderator, student):
    rooms.decline_post(moderator, post=waiting, reason="Nimi näkyy.")
    for thing in (waiting, post):
        decide(thing, moderator, "no_action")
        before = (thing.hidden_at, thing.position)
        thing.refresh_from_db()
        assert (thing.hidden_at, thing.position) == before
    assert waiting.declined_at is not None


def test_a_message_that_waits_in_an_open_chat_is_let_through(said, moderator):
    decide(said, moderator, "no_action")
    said.refresh_from_db()
    assert said.held_for == ""


def test_in_a_chat_that_has_closed_nothing_is_let_through(said, moderator):
    said.chat.closed_at, said.chat.closed_why = timezone.now(), ChatEnd.BY_HOST
    said.chat.save()
    decide(said, moderator, "no_action")
    said.refresh_from_db()
    assert said.held_for == "first"


def test_a_kind_that_says_nothing_of_waiting_never_waits(group):
    kind = reportable_of(group)
    assert (kind.waits(group), kind.version(group)) == (False, 0)
    with pytest.raises(NotImplementedError):
        Reportable().let_through(None, thing=group)


# --- what hosts deal with while those who moderate are asked


@pytest.mark.parametrize("way", ["let_through", "decline_post"])
def test_what_the_word_list_noticed_stays_in_the_queue_when_a_host_answers(waiting, moderator, way):
    waits = actions.raise_item(about=waiting, colour=Colour.GREEN, why=Why.HELD)
    assert actions.raise_item(about=waiting, colour=Colour.CRISIS, why=Why.WORDS) == waits
    act = {"let_through": {}, "decline_post": {"reason": "Ei nyt."}}
    getattr(rooms, way)(moderator, post=waiting, **act[way])
    waits.refresh_from_db()
    assert (waits.closed_at, Event.objects.filter(item=waits, what=What.HANDLED).count()) == (None, 1)


def test_what_its_writer_takes_back_leaves_the_queue_whoever_had_noticed(waiting):
    actions.raise_item(about=waiting, colour=Colour.AMBER, why=Why.WORDS)
    rooms.withdraw_post(waiting.author, post=waiting)
    assert Item.objects.get().how == How.GONE


# --- what is gone


def test_what_was_wiped_says_so_kindly_and_leaves_what_can_be_done(client, keeper, said, student):
    item = taken(said, keeper, Why.WORDS)
    said.chat.closed_at, said.chat.closed_why = timezone.now() - datetime.timedelta(hours=25), ChatEnd.BY_HOST
    said.chat.save()
    assert rooms.wipe_chats() == 1
    answer = client.get(decide_page(item) + "?lang=en")
    assert "a day after it" in answer.content.decode()
    assert [value for value, _label in answer.context["form"].fields["verdict"].choices] == ["no_action", "suspend"]
    answer = client.post(decide_page(item), {**WHOLE, "verdict": "hide"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["verdict"])
    with pytest.raises(Refusal) as refused:
        actions.decide_item(keeper, item=item, verdict="hide", **WHOLE)
    assert refused.value.field == "verdict"
    assert client.post(decide_page(item), {**WHOLE, "verdict": "no_action"}).status_code == 303


def test_of_a_kind_that_is_no_more_only_closing_is_left(client, keeper, diak):
    item = ItemFactory(place=diak, kind="older.kind", thing_id=uuid.uuid4())
    actions.take_item(keeper, item=item)
    assert client.get(decide_page(item)).context["gone"] is True
    assert actions.decide_item(keeper, item=item, verdict="no_action", **WHOLE).what
