"""Who only reads for a while: what they would write is refused behind the locks too, whatever the page had said."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities import actions
from communities.enums import GuestState
from communities.models import Meetup, MeetupGuest
from communities.queries import post_for
from tests.factories.accounts import UserFactory
from tests.factories.chats import ChatFactory, ChatGuestFactory
from tests.factories.communities import (
    GroupFactory,
    HeldPostFactory,
    MeetupFactory,
    MeetupGuestFactory,
    MeetupSeriesFactory,
    MemberFactory,
    PostFactory,
    ThreadFactory,
)
from tests.factories.moderation import SuspensionFactory
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.queries import forget_suspensions, is_suspended

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, audience=Audience.OWN)


@pytest.fixture
def me(group, student):
    return MemberFactory(group=group, user=student, is_host=True)


@pytest.fixture
def suspension(me, diak):
    """Begun a moment ago: what the pages keep does not know of it yet."""
    return SuspensionFactory(user=me.user, place=diak, decision__item__place=diak, decision__item__author=me.user)


@pytest.fixture
def meetup(group):
    return MeetupFactory(group=group)


def _writes(me):
    """By name, each way to write or join in a group; all of it is allowed to somebody who is not suspended."""
    group, other, now = me.group, GroupFactory(owner=me.group.owner), timezone.now()
    own = PostFactory(thread=ThreadFactory(author=me))
    waits = HeldPostFactory(thread=own.thread, author=me)
    theirs = PostFactory(thread=own.thread, author=MemberFactory(group=group))
    day = actions.make_series(UserFactory(), group=group, **_facts(MeetupSeriesFactory.build(group=group)))
    chat = ChatFactory(group=group, owner=group.owner)
    guest = ChatGuestFactory(chat=ChatFactory(group=group, owner=group.owner), user=me.user)
    once, hours = uuid.uuid4(), {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=2)}
    poll = {"question": "Milloin?", "options": ["ti", "ke"], "many": False, "closes_at": now + timedelta(days=1)}
    planned = {"opens_at": now + timedelta(days=1), "ends_at": now + timedelta(days=1, hours=1), "theme": "Uni"}
    return {
        "thread": lambda: actions.start_thread(me, title="Hei", body="Moi"),
        "post": lambda: actions.publish_post(me, thread=own.thread, body="Moi"),
        "edit": lambda: actions.edit_post(me, post=own, body="Toisin", version=1),
        "edit_waiting": lambda: actions.edit_waiting_post(me, post=waits, body="Toisin", version=1),
        "reaction": lambda: actions.react_to_post(me, post=theirs, kind="heard", on=True),
        "poll": lambda: actions.make_poll(me, thread=own.thread, once=once, **poll),
        "come": lambda: actions.come_to_meetup(me, meetup=MeetupFactory(group=group), wish="day"),
        "come_often": lambda: actions.come_every_time(me, meetup=day, wish="day"),
        "meetup": lambda: actions.make_meetup(me.user, group=group, title="Tee", **hours),
        "series": lambda: actions.make_series(me.user, group=group, **_facts(MeetupSeriesFactory.build(group=group))),
        "chat": lambda: actions.make_chat(me.user, owner=group.owner, group=group, once=once, language="fi", **planned),
        "enter": lambda: actions.enter_chat(me.user, chat=chat, nickname="Keltainen kello"),
        "say": lambda: actions.say(guest, body="Moi", once=once),
        "join": lambda: actions.join_group(me.user, group=other, pseudonym="Vaalea kivi"),
        "ask": lambda: actions.ask_to_join(me.user, group=other, pseudonym="Vaalea kivi"),
        "propose": lambda: actions.propose_group(
            me.user, owner=group.owner, form="interest", speaks_fi=True, title_fi="Tee"
        ),
    }


def _facts(series):
    return {name: getattr(series, name) for name in ("title", "repeat", "first_day", "hour", "minutes")}


WAYS = (
    "thread", "post", "edit", "edit_waiting", "reaction", "poll", "come", "come_often", "meetup", "series", "chat",
    "enter", "say", "join", "ask", "propose",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_who_is_suspended_is_refused_by_the_action_itself(me, way, request):
    write = _writes(me)[way]
    suspension = request.getfixturevalue("suspension")
    with pytest.raises(Refusal):
        write()
    suspension.ended_at = timezone.now()
    suspension.save()
    write()


def test_every_way_to_write_is_tried(me):
    assert set(_writes(me)) == set(WAYS)


def test_a_suspension_holds_at_its_own_institution_or_everywhere(student, peer, staff, diak, kamk):
    SuspensionFactory(user=student, place=diak, decision__item__place=diak)
    SuspensionFactory(user=peer, place=None, decision__item__place=diak)
    asked = [(person, place) for person in (student, peer, staff) for place in (diak, kamk)]
    assert [is_suspended(person, at=place.pk) for person, place in asked] == [True, False, True, True, False, False]


def test_the_page_of_a_meetup_says_why_one_cannot_come(client, meetup, suspension, student):
    forget_suspensions()
    client.force_login(student)
    html = client.get(meetup.get_absolute_url()).content.decode()
    assert reverse("moderation:my_cases") in html
    assert reverse("communities:meetup_come", args=[meetup.public_id]) not in html
    for name in ("meetup_come", "series_come"):
        answer = client.post(reverse(f"communities:{name}", args=[meetup.public_id]), {"wish": "day"})
        assert answer.status_code == 403


def test_who_came_before_can_still_say_no(client, meetup, me, suspension):
    MeetupGuestFactory(meetup=meetup, member=me)
    Meetup.objects.update(taken=1)
    forget_suspensions()
    client.force_login(me.user)
    assert client.post(reverse("communities:meetup_leave", args=[meetup.public_id])).status_code == 303
    assert MeetupGuest.objects.get().state == GuestState.GONE


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_live_page_of_a_chat_is_told_at_the_next_question_and_when_it_ends(client, student, diak, everywhere):
    """Whatever was kept for other pages."""
    guest = ChatGuestFactory(chat=ChatFactory(owner=diak), user=student)
    client.force_login(student)
    page = reverse("communities:chat_messages", args=[guest.chat.public_id])
    assert client.get(page).headers["Chat-State"] == "open"
    place = None if everywhere else diak
    suspension = SuspensionFactory(user=student, place=place, decision__item__place=diak)
    assert client.get(page).headers["Chat-State"] == "out"
    suspension.ended_at = timezone.now()
    suspension.save()
    assert client.get(page).headers["Chat-State"] == "open"


def test_a_suspension_elsewhere_or_of_somebody_else_leaves_them_in_the_chat(client, student, peer, diak, kamk):
    guest = ChatGuestFactory(chat=ChatFactory(owner=diak), user=student)
    SuspensionFactory(user=student, place=kamk, decision__item__place=kamk)
    SuspensionFactory(user=peer, place=None, decision__item__place=diak)
    client.force_login(student)
    page = reverse("communities:chat_messages", args=[guest.chat.public_id])
    assert client.get(page).headers["Chat-State"] == "open"


def test_a_reaction_that_comes_too_late_is_answered_kindly(client, me, suspension):
    """The page does not know yet; the action does."""
    theirs = PostFactory(thread=ThreadFactory(author=MemberFactory(group=me.group)))
    client.force_login(me.user)
    url = reverse("communities:post_react", args=[theirs.public_id])
    assert client.post(url, {"add": "heard"}).status_code == 303
    assert len(client.get(theirs.get_absolute_url()).context["messages"]) == 1
    assert post_for(me.user, theirs.public_id).reactions == {}
