"""Pages of theme chats over HTTP, with and without the small module that makes them live."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communities import actions
from communities.enums import ChatState, HeldFor, Told
from communities.models import Chat, ChatGuest, ChatMessage, ChatReminder
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import BlockFactory, GroupFactory, MemberFactory
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.models import Cause, Item
from wellbeing_portal.notifications.models import Notice, Reminder

pytestmark = pytest.mark.django_db

LIVE = {"HTTP_LIVE": "1"}
ACUTE = "Haluan kuolla."


@pytest.fixture
def group(diak, student, peer, staff):
    """The student and the peer are members, a teacher hosts: no role that asks for a second factor."""
    group = GroupFactory(owner=diak)
    MemberFactory(group=group, user=staff, is_host=True)
    for person in (student, peer):
        MemberFactory(group=group, user=person)
    return group


@pytest.fixture
def chat(group, diak):
    return ChatFactory(owner=diak, group=group)


@pytest.fixture
def guest(chat, student):
    return ChatGuestFactory(chat=chat, user=student, nickname="Keltainen kello")


@pytest.fixture
def host(chat, staff):
    return ChatGuestFactory(chat=chat, user=staff, nickname="Tyyni satama", is_host=True)


def page_of(chat, part=""):
    return f"{chat.get_absolute_url()}{part}"


def messages_of(client, person, chat, after=0):
    client.force_login(person)
    return client.get(page_of(chat, f"messages/?after={after}"))


def post(client, person, address, data=None, **more):
    client.force_login(person)
    return client.post(address, data or {}, **more)


def say(client, person, chat, body="Moi", **more):
    return post(client, person, page_of(chat, "say/"), {"body": body, "once": uuid.uuid4(), **more}, **LIVE)


# --- what the live page asks


def test_nothing_new_is_204_with_the_state(client, chat, guest):
    answer = messages_of(client, guest.user, chat)
    headers = {name: answer.headers[name] for name in ("Chat-State", "Chat-Known", "Chat-Again")}
    assert (answer.status_code, answer.content) == (204, b"")
    assert headers == {"Chat-State": "open", "Chat-Known": "0", "Chat-Again": "1000"}


@pytest.mark.parametrize(("said", "queries"), [(0, 2), (1, 3), (30, 3)])
def test_asking_costs_two_queries_and_one_more_for_news(client, chat, guest, said, queries, django_assert_num_queries):
    ChatMessageFactory.create_batch(said, guest=guest)
    messages_of(client, guest.user, chat)
    with django_assert_num_queries(queries):
        assert client.get(page_of(chat, "messages/?after=0")).status_code == (200 if said else 204)


def test_a_reader_gets_what_came_after_what_they_know(client, chat, guest, peer):
    ChatGuestFactory(chat=chat, user=peer)
    first, second = ChatMessageFactory(guest=guest, body="Eka"), ChatMessageFactory(guest=guest, body="Toka")
    answer = messages_of(client, peer, chat, after=first.revision)
    assert (answer.headers["Chat-Known"], answer.content.count(b"<li")) == ("2", 1)
    assert f'id="m{second.public_id.hex}"' in answer.content.decode()


def test_what_waits_is_sent_to_its_writer_and_the_hosts_only(client, chat, guest, host, peer):
    ChatGuestFactory(chat=chat, user=peer)
    waits = ChatMessageFactory(guest=guest, held_for=HeldFor.FIRST)
    answers = [messages_of(client, person, chat) for person in (guest.user, host.user, peer)]
    assert [answer.status_code for answer in answers] == [200, 200, 204]
    assert [answer.headers["Chat-Known"] for answer in answers] == ["1", "1", "1"]
    letting = f"/messages/{waits.public_id}/let/"
    assert [letting in answer.content.decode() for answer in answers[:2]] == [False, True]


def test_letting_through_reaches_those_who_knew_of_nothing(client, chat, guest, host, peer):
    ChatGuestFactory(chat=chat, user=peer)
    waits = ChatMessageFactory(guest=guest, body="Odotin", held_for=HeldFor.FIRST)
    known = messages_of(client, peer, chat).headers["Chat-Known"]
    answer = post(client, host.user, f"/communities/chats/messages/{waits.public_id}/let/", **LIVE)
    assert answer.status_code == 204
    assert "Odotin" in messages_of(client, peer, chat, after=known).content.decode()


def test_hiding_takes_the_text_from_those_who_have_it(client, chat, guest, host, peer):
    ChatGuestFactory(chat=chat, user=peer)
    said = ChatMessageFactory(guest=guest, body="Asun talossa 12")
    known = messages_of(client, peer, chat).headers["Chat-Known"]
    hide = f"/communities/chats/messages/{said.public_id}/hide/"
    assert post(client, host.user, hide, {"reason": "Tunnistaa"}, **LIVE).status_code == 204
    others, own = (messages_of(client, person, chat, after=known).content.decode() for person in (peer, guest.user))
    assert f'id="m{said.public_id.hex}"' in others
    assert ("Asun" in others, "Tunnistaa" in others, "Asun" in own, "Tunnistaa" in own) == (False, False, True, True)
    post(client, host.user, f"/communities/chats/messages/{said.public_id}/show/")
    assert "Asun" in messages_of(client, peer, chat, after=known).content.decode()


def test_words_among_hosts_and_to_one_reach_only_them(client, chat, guest, host, peer):
    other = ChatGuestFactory(chat=chat, user=peer)
    ChatMessageFactory(guest=host, told=Told.HOSTS, body="Ohjaajille")
    ChatMessageFactory(guest=host, told=Told.ONE, to=other, body="Vain sinulle")
    texts = [messages_of(client, person, chat).content.decode() for person in (guest.user, peer, host.user)]
    assert [("Ohjaajille" in text, "Vain sinulle" in text) for text in texts] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_who_has_blocked_the_reader_is_not_read_and_who_is_blocked_does_not_vanish(client, chat, guest, host, peer):
    other = ChatGuestFactory(chat=chat, user=peer)
    BlockFactory(by=guest.user, whom=peer, group=chat.group)
    BlockFactory(by=host.user, whom=peer, group=chat.group)
    for person, body in ((guest, "Estäjä"), (other, "Estetty"), (host, "Vetäjä")):
        ChatMessageFactory(guest=person, body=body)
    texts = [messages_of(client, person, chat).content.decode() for person in (peer, guest.user, host.user)]
    assert [[word in text for word in ("Estäjä", "Estetty", "Vetäjä")] for text in texts] == [
        [False, True, True],
        [True, True, True],
        [True, True, True],
    ]


def test_a_reader_who_was_taken_out_is_told_so(client, chat, guest, host):
    actions.remove_guest(host.user, guest=guest, reason="Ei näin.")
    answer = messages_of(client, guest.user, chat)
    assert (answer.status_code, answer.headers["Chat-State"]) == (204, "out")
    assert "Ei näin." in client.get(page_of(chat)).content.decode()


def test_who_left_the_group_reads_no_more(client, chat, guest, group):
    ChatMessageFactory(guest=guest)
    group.members.filter(user=guest.user).update(state="left")
    assert messages_of(client, guest.user, chat).headers["Chat-State"] == "out"


def test_a_host_who_is_no_longer_one_sees_what_others_see(client, chat, guest, host, group):
    ChatMessageFactory(guest=guest, held_for=HeldFor.FIRST)
    group.members.filter(user=host.user).update(is_host=False)
    assert messages_of(client, host.user, chat).status_code == 204
    assert post(client, host.user, page_of(chat, "steer/"), {"do": "close"}).status_code == 403


@pytest.mark.parametrize(("people", "wait"), [(0, 1000), (300, 1500), (1000, 5000), (9000, 10000)])
def test_the_more_people_the_seldomer_each_asks(client, chat, guest, people, wait):
    Chat.objects.update(guest_count=people)
    assert messages_of(client, guest.user, chat).headers["Chat-Again"] == str(wait)


# --- writing


def test_writing_live_and_plainly(client, chat, guest):
    assert say(client, guest.user, chat).status_code == 204
    plain = client.post(page_of(chat, "say/"), {"body": "Hei", "once": uuid.uuid4()})
    assert (plain.status_code, plain.headers["Location"]) == (303, page_of(chat, "#write"))
    assert list(ChatMessage.objects.values_list("body", flat=True)) == ["Moi", "Hei"]


def test_an_empty_or_endless_message_comes_back(client, chat, guest):
    live = say(client, guest.user, chat, "")
    plain = client.post(page_of(chat, "say/"), {"body": "x" * 1001, "once": uuid.uuid4()})
    assert (live.status_code, plain.status_code) == (422, 422)
    assert "x" * 1001 in plain.content.decode()


def test_a_contact_is_warned_of_once_and_then_said(client, chat, guest):
    once = uuid.uuid4()
    text = "Tule discordiin: kello#1234, puh 040 1234567"
    warned = say(client, guest.user, chat, text, once=once)
    plain = client.post(page_of(chat, "say/"), {"body": text, "once": once})
    assert (warned.status_code, warned.headers["Chat-Anyway"], plain.status_code) == (422, "1", 422)
    assert 'name="anyway" value="1"' in plain.content.decode()
    assert say(client, guest.user, chat, text, once=once, anyway="1").status_code == 204


def test_words_of_distress_wait_are_raised_and_show_help_to_the_writer(client, chat, guest, host):
    live = say(client, guest.user, chat, ACUTE)
    plain = client.post(page_of(chat, "say/"), {"body": ACUTE, "once": uuid.uuid4()})
    assert (live.status_code, live.headers["Chat-Care"]) == (204, "1")
    assert plain.headers["Location"] == page_of(chat, "?care=1#care")
    assert {message.held_for for message in ChatMessage.objects.all()} == {HeldFor.WORDS}
    assert set(Item.objects.values_list("colour", flat=True)) == {Colour.CRISIS}
    assert set(Cause.objects.values_list("why", flat=True)) == {Why.WORDS}


def test_asking_for_help_reaches_the_hosts_and_the_queue_once(client, chat, guest, host):
    once = uuid.uuid4()
    for _time in range(2):
        answer = post(client, guest.user, page_of(chat, "help/"), {"once": once})
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(chat, "?care=1#care"))
    (message,) = ChatMessage.objects.all()
    (cause,) = Cause.objects.filter(why=Why.HELP)
    assert (message.told, cause.item.thing_id, cause.colour) == (Told.HOSTS, message.public_id, Colour.RED)
    page = client.get(answer.headers["Location"])
    assert 'href="/help-now/"' in page.content.decode()


def test_help_is_shown_also_when_the_chat_has_closed_meanwhile(client, chat, guest, host):
    actions.close_chat(host.user, chat=chat)
    answer = post(client, guest.user, page_of(chat, "help/"), {"once": uuid.uuid4()})
    assert (answer.status_code, ChatMessage.objects.count()) == (303, 0)
    assert post(client, guest.user, page_of(chat, "help/")).status_code == 303


# --- the pages


def test_the_door_the_waiting_room_and_the_chat(client, group, diak, student):
    chat = ChatFactory(owner=diak, group=group, planned=True)
    client.force_login(student)
    assert 'name="nickname"' in client.get(page_of(chat)).content.decode()
    came = client.post(page_of(chat, "enter/"), {"nickname": "Keltainen kello", "accept": "on"})
    waiting = client.get(page_of(chat)).content.decode()
    assert (came.status_code, 'data-state="planned"' in waiting) == (303, True)
    assert client.post(page_of(chat, "enter/"), {"nickname": "Toinen", "accept": "on"}).status_code == 303
    assert ChatGuest.objects.get().nickname == "Keltainen kello"


@pytest.mark.parametrize("data", [{"nickname": "Keltainen kello"}, {"nickname": "", "accept": "on"}])
def test_without_a_nickname_and_the_rules_nobody_comes_in(client, chat, student, data):
    answer = post(client, student, page_of(chat, "enter/"), data)
    assert (answer.status_code, ChatGuest.objects.count()) == (422, 0)


def test_the_warning_of_ones_own_pseudonym_offers_a_choice(client, chat, student, group):
    name = group.members.get(user=student).pseudonym
    warned = post(client, student, page_of(chat, "enter/"), {"nickname": name, "accept": "on"})
    assert (warned.status_code, 'name="anyway"' in warned.content.decode()) == (422, True)
    came = client.post(page_of(chat, "enter/"), {"nickname": name, "accept": "on", "anyway": "on"})
    assert came.status_code == 303


def test_nobody_comes_into_a_chat_that_has_closed(client, chat, student, host):
    actions.close_chat(host.user, chat=chat)
    assert post(client, student, page_of(chat, "enter/"), {"nickname": "Kello", "accept": "on"}).status_code == 403
    assert "/communities/chats/" in client.get(page_of(chat)).content.decode()


@pytest.mark.parametrize(
    ("opens", "seen", "state"),
    [(timedelta(minutes=-20), timedelta(minutes=-4), "closed"), (timedelta(minutes=-57), timedelta(), "closing")],
)
def test_the_page_tells_the_state_by_the_clock(client, chat, guest, opens, seen, state):
    now = timezone.now()
    Chat.objects.update(opens_at=now + opens, ends_at=now + opens + timedelta(hours=1), host_seen_at=now + seen)
    client.force_login(guest.user)
    assert f'data-state="{state}"' in client.get(page_of(chat)).content.decode()


def test_earlier_messages_are_a_page_of_their_own(client, chat, guest):
    ChatMessageFactory.create_batch(60, guest=guest)
    client.force_login(guest.user)
    newest = client.get(page_of(chat)).content.decode()
    earlier = client.get(page_of(chat, "?before=11")).content.decode()
    assert (newest.count("data-place"), "?before=11" in newest) == (50, True)
    assert (earlier.count("data-place"), "data-past" in earlier) == (10, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, student, diak, rows, django_assert_num_queries):
    ChatFactory.create_batch(rows, owner=diak, planned=True)
    client.force_login(student)
    client.get("/communities/chats/")
    with django_assert_num_queries(4):
        page = client.get("/communities/chats/").content.decode()
    assert page.count('class="row"') == rows


def test_an_empty_list_says_where_to_go(client, student):
    client.force_login(student)
    assert 'class="empty"' in client.get("/communities/chats/").content.decode()


def test_the_nickname_is_linked_to_no_pseudonym_and_no_person(client, chat, guest, host, group, peer):
    ChatGuestFactory(chat=chat, user=peer)
    ChatMessageFactory(guest=guest)
    member = group.members.get(user=guest.user)
    for person in (peer, host.user):
        client.force_login(person)
        pages = "".join(
            client.get(address).content.decode()
            for address in (page_of(chat), page_of(chat, "messages/?after=0"), f"/communities/{group.slug}/members/")
        )
        assert guest.user.email not in pages
        assert str(guest.user.public_id) not in pages
        together = client.get(page_of(chat)).content.decode()
        assert member.pseudonym not in together
        assert str(member.public_id) not in together


# --- hosts


def test_a_host_comes_in_and_is_present(client, chat, staff):
    came = post(client, staff, page_of(chat, "host/"), {"nickname": "Tyyni satama", "accept": "on"})
    Chat.objects.update(host_seen_at=timezone.now() - timedelta(minutes=2))
    live = client.post(page_of(chat, "present/"), **LIVE)
    plain = client.post(page_of(chat, "present/"))
    chat.refresh_from_db()
    assert (came.status_code, live.status_code, live.headers["Chat-State"], plain.status_code) == (
        303,
        204,
        "open",
        303,
    )
    assert timezone.now() - chat.host_seen_at < timedelta(minutes=1)


def test_a_host_who_writes_is_there_also_without_scripts(client, chat, host):
    Chat.objects.update(host_seen_at=timezone.now() - timedelta(minutes=2))
    assert post(client, host.user, page_of(chat, "say/"), {"body": "Moi", "once": uuid.uuid4()}).status_code == 303
    chat.refresh_from_db()
    assert timezone.now() - chat.host_seen_at < timedelta(minutes=1)


def test_who_was_asked_to_pause_reads_why_and_until_when(client, chat, guest, host):
    until = timezone.now() + timedelta(minutes=10)
    actions.mute_guest(host.user, guest=guest, until=until, reason="Tauko tekee hyvää", host=host)
    client.force_login(guest.user)
    assert client.get(page_of(chat)).content.decode().count("Tauko tekee hyvää") == 2
    assert say(client, guest.user, chat).status_code == 422


@pytest.mark.parametrize(
    ("do", "more", "state"),
    [
        ("goodbye", {}, ChatState.CLOSING),
        ("close", {}, ChatState.CLOSED),
        ("extend", {"ends_at": "nonsense"}, ChatState.OPEN),
        ("pace", {"slow_seconds": "15", "holds_all": "on"}, ChatState.OPEN),
        ("pace", {"slow_seconds": "14"}, ChatState.OPEN),
        ("nonsense", {}, ChatState.OPEN),
    ],
)
def test_hosts_steer(client, chat, host, do, more, state):
    assert post(client, host.user, page_of(chat, "steer/"), {"do": do, **more}).status_code == 303
    chat.refresh_from_db()
    assert (chat.state, chat.slow_seconds) == (state, 15 if more.get("holds_all") else 0)


def test_a_host_goes_on_longer_and_opens_again(client, chat, host):
    end = chat.ends_at
    post(client, host.user, page_of(chat, "steer/"), {"do": "extend", "ends_at": end.isoformat()})
    post(client, host.user, page_of(chat, "steer/"), {"do": "close"})
    assert 'value="reopen"' in client.get(page_of(chat)).content.decode()
    post(client, host.user, page_of(chat, "steer/"), {"do": "reopen"})
    chat.refresh_from_db()
    assert (chat.state, chat.ends_at) == (ChatState.OPEN, end + timedelta(minutes=15))


def test_a_word_a_pause_and_the_way_out_in_one_place(client, chat, guest, host):
    address = f"/communities/chats/guests/{guest.public_id}/"
    client.force_login(host.user)
    assert client.get(address).status_code == 200
    word = {"do": "word", "body": "Kuulen sinua.", "once": uuid.uuid4()}
    done = [
        client.post(address, data).status_code
        for data in (
            {"do": "word", "body": "", "once": uuid.uuid4()},
            word,
            word,
            {"do": "mute", "minutes": "10", "reason": ""},
            {"do": "mute", "minutes": "10", "reason": "Tauko"},
        )
    ]
    assert done == [422, 303, 303, 422, 303]
    assert client.get(address).status_code == 200
    assert [client.post(address, {"do": do}).status_code for do in ("unmute", "nonsense")] == [303, 200]
    assert client.post(address, {"do": "remove", "reason": "Ei näin"}).status_code == 303
    assert client.get(address).status_code == 200
    assert client.post(address, {"do": "back"}).status_code == 303
    guest.refresh_from_db()
    assert (guest.muted_until, guest.removed_at) == (None, None)
    assert list(ChatMessage.objects.values_list("body", flat=True)) == ["Kuulen sinua.", "Tauko"]


def test_a_word_after_the_end_says_that_it_is_over(client, chat, guest, host):
    actions.close_chat(host.user, chat=chat)
    word = {"do": "word", "body": "Kuulen sinua.", "once": uuid.uuid4()}
    assert post(client, host.user, f"/communities/chats/guests/{guest.public_id}/", word).status_code == 422


def test_hosts_do_not_silence_each_other(client, chat, host, peer, group):
    group.members.filter(user=peer).update(is_host=True)
    other = ChatGuestFactory(chat=chat, user=peer, is_host=True)
    address = f"/communities/chats/guests/{other.public_id}/"
    assert client.get(address).status_code == 302
    assert post(client, host.user, address, {"do": "remove", "reason": "x"}).status_code == 403


# --- planning and reminders


def test_a_chat_is_planned_on_the_readers_calendar(client, staff, group):
    staff.time_zone = "Europe/Stockholm"
    staff.save()
    day = timezone.localdate() + timedelta(days=3)
    data = {"theme": "Uni", "language": "fi", "day": day, "hour": "18:00", "minutes": "60", "holds_first": "1"}
    once = uuid.uuid4()
    for _time in range(2):
        made = post(client, staff, f"/communities/{group.slug}/chat/", {**data, "once": once})
    chat = Chat.objects.get()
    assert (made.status_code, made.headers["Location"]) == (303, chat.get_absolute_url())
    assert timezone.localtime(chat.opens_at).hour == 19
    assert chat.ends_at - chat.opens_at == timedelta(hours=1)


def test_a_day_that_is_over_and_an_audience_of_nobody_are_refused(client, people):
    data = {
        "theme": "Uni", "language": "fi", "day": "2020-01-01", "hour": "18:00", "minutes": "60", "holds_first": "1",
        "owner": people.diak.pk, "audience": "chosen",
    }  # fmt: skip
    assert post(client, people.moderator, "/communities/chats/new/", data).status_code == 422
    data["audience"] = "everyone"
    assert post(client, people.moderator, "/communities/chats/new/", data).status_code == 422
    assert Chat.objects.count() == 0


def test_moving_and_calling_off_reach_those_who_asked(client, staff, group, diak, student):
    chat = ChatFactory(owner=diak, group=group, planned=True)
    for on in ("1", "1"):
        assert post(client, student, page_of(chat, "remind/"), {"on": on}).status_code == 303
    day = timezone.localdate() + timedelta(days=4)
    data = {"theme": "Uni", "language": "fi", "day": day, "hour": "18:00", "minutes": "60", "holds_first": "1"}
    client.force_login(staff)
    assert 'value="60" selected' in client.get(page_of(chat, "edit/")).content.decode()
    assert client.post(page_of(chat, "edit/"), data).status_code == 303
    assert client.post(page_of(chat, "edit/"), {**data, "day": "2020-01-01"}).status_code == 422
    assert client.post(page_of(chat, "off/")).status_code == 303
    assert client.get(page_of(chat, "edit/")).status_code == 403
    assert client.post(page_of(chat, "off/")).status_code == 403
    moved = Notice.objects.filter(recipient=student, kind="communities.chat_moved").order_by("pk")
    assert [notice.key == "off" for notice in moved] == [False, True]
    assert Reminder.objects.filter(recipient=student, kind="communities.chat_soon", state="waiting").count() == 1


def test_who_does_not_want_to_be_reminded_is_not(client, group, diak, student):
    chat = ChatFactory(owner=diak, group=group, planned=True)
    for on in ("1", "0"):
        post(client, student, page_of(chat, "remind/"), {"on": on})
    assert ChatReminder.objects.count() == 0


def test_the_group_page_leads_to_its_chats(client, chat, student, staff):
    client.force_login(student)
    page = client.get(f"/communities/{chat.group.slug}/").content.decode()
    assert (page_of(chat) in page, f"/communities/{chat.group.slug}/chat/" in page) == (True, False)
    client.force_login(staff)
    assert f"/communities/{chat.group.slug}/chat/" in client.get(f"/communities/{chat.group.slug}/").content.decode()


def test_a_chat_that_is_over_is_nowhere_offered(client, chat, student):
    client.force_login(student)
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert page_of(chat) not in client.get(f"/communities/{chat.group.slug}/").content.decode()
