"""Many who write in one chat at once, on the database the tests run on, while others read it live."""

import time
import uuid
from threading import Event, Thread

import pytest
from django.db import connection

from communities import actions, queries
from communities.models import ChatMessage
from tests.communities.test_groups_races import rush
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD, EACH = 12, 4


@pytest.fixture
def chat(diak):
    return ChatFactory(owner=diak)


def reading(user, public_id, ended, seen):
    """Ask for what is new until everything has been said and once more; ``seen`` gets each place in order."""
    known = 0
    try:
        while True:
            last = ended.is_set()
            rows, known = queries.changes_since(queries.seat_in(user, public_id), known)
            seen += [row["place"] for row in rows]
            if last:
                return
            time.sleep(0.001)
    finally:
        connection.close()


def test_a_reader_misses_nothing_and_sees_nothing_twice_while_a_crowd_writes(chat):
    crowd = ChatGuestFactory.create_batch(CROWD, chat=chat)
    readers = ChatGuestFactory.create_batch(3, chat=chat)
    ended, seen = Event(), [[] for _reader in readers]
    threads = [
        Thread(target=reading, args=(reader.user, chat.public_id, ended, into))
        for reader, into in zip(readers, seen, strict=True)
    ]
    for thread in threads:
        thread.start()

    def talk(guest):
        for _turn in range(EACH):
            actions.say(guest, body="Moi", once=uuid.uuid4())

    rush([lambda guest=guest: talk(guest) for guest in crowd])
    ended.set()
    for thread in threads:
        thread.join(30)

    assert seen == [list(range(1, CROWD * EACH + 1))] * len(readers)


def test_one_form_sent_many_times_at_once_is_one_message(chat):
    guest, once = ChatGuestFactory(chat=chat), uuid.uuid4()
    rush([lambda: actions.say(guest, body="Moi", once=once)] * 8)
    assert ChatMessage.objects.count() == 1


def test_hiding_while_others_write_reaches_every_reader(chat):
    crowd = ChatGuestFactory.create_batch(6, chat=chat)
    host = ChatGuestFactory(chat=chat, is_host=True)
    said = [ChatMessageFactory(guest=crowd[0]) for _number in range(6)]
    hide = [lambda one=one: actions.hide_message(host.user, message=one, reason="Ei") for one in said]
    talk = [lambda guest=guest: actions.say(guest, body="Moi", once=uuid.uuid4()) for guest in crowd]
    rush(hide + talk)
    chat.refresh_from_db()
    rows, known = queries.changes_since(queries.seat_in(crowd[1].user, chat.public_id), 6)
    assert (known, chat.revision) == (18, 18)
    assert sorted(row["revision"] for row in rows) == list(range(7, 19))
    assert sum(row["hidden_at"] is not None for row in rows) == 6


def test_eight_who_want_one_nickname_get_it_once(chat):
    people = [guest.user for guest in ChatGuestFactory.create_batch(8)]
    done = rush([lambda user=user: actions.enter_chat(user, chat=chat, nickname="Vaalea kivi") for user in people])
    chat.refresh_from_db()
    assert (done.count(True), chat.guest_count) == (1, 1)
