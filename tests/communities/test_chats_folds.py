"""Folding away what one nickname says: for oneself, in one chat, and gone with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from communities import actions, rules
from communities.models import ChatFold
from tests.factories.chats import ChatFactory, ChatFoldFactory, ChatGuestFactory, ChatMessageFactory
from wellbeing_portal.audit.models import Entry

pytestmark = pytest.mark.django_db

LIVE = {"HTTP_LIVE": "1"}


@pytest.fixture
def chat(diak):
    return ChatFactory(owner=diak)


@pytest.fixture
def me(chat, student):
    return ChatGuestFactory(chat=chat, user=student, nickname="Keltainen kello")


@pytest.fixture
def other(chat, peer):
    return ChatGuestFactory(chat=chat, user=peer, nickname="Sateinen silta")


@pytest.fixture
def said(other):
    return ChatMessageFactory(guest=other, body="Sanat, joita en jaksa lukea")


def address(guest, verb):
    return f"/communities/chats/guests/{guest.public_id}/{verb}/"


def page(client, user, chat, part=""):
    client.force_login(user)
    return client.get(f"{chat.get_absolute_url()}{part}", headers={"Accept-Language": "en"}).content.decode()


# --- rules and actions


def test_another_guest_is_folded_away_where_neither_hosts(me, other):
    assert rules.can_fold_guest(me, other)
    for member, guest in ((None, other), (me, me), (me, ChatGuestFactory())):
        assert not rules.can_fold_guest(member, guest)
    for host in (me, other):
        host.is_host = True
        assert not rules.can_fold_guest(me, other)
        assert not rules.can_fold_guest(other, me)
        host.is_host = False


def test_a_fold_is_one_row_that_can_be_taken_back_and_is_not_in_the_trail(me, other):
    for _time in range(2):
        actions.fold_guest(me, guest=other, on=True)
    assert list(ChatFold.objects.values_list("by", "whom")) == [(me.pk, other.pk)]
    for _time in range(2):
        actions.fold_guest(me, guest=other, on=False)
    assert not ChatFold.objects.exists()
    assert not Entry.objects.exists()


def test_the_database_refuses_a_fold_of_oneself(me):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChatFold.objects.create(by=me, whom=me)


def test_folds_are_forgotten_with_the_chat(chat, me, other):
    actions.fold_guest(me, guest=other, on=True)
    kept = ChatFoldFactory()
    actions.close_chat(me.user, chat=chat)
    assert actions.wipe_chats(now=timezone.now() + timedelta(hours=25)) == 1
    assert list(ChatFold.objects.all()) == [kept]


# --- pages


def test_folded_away_and_shown_again_by_a_plain_form(client, chat, me, other, said):
    assert address(other, "fold") in page(client, me.user, chat)
    answer = client.post(f"{address(other, 'fold')}?lang=en")
    assert (answer.status_code, answer["Location"]) == (303, chat.get_absolute_url())
    folded = page(client, me.user, chat)
    assert "What Sateinen silta says is folded away for you." in folded
    assert '<details class="folded">' in folded
    assert address(other, "unfold") in folded
    assert said.body in folded
    assert '<details class="folded">' not in page(client, other.user, chat)
    client.force_login(me.user)
    assert client.post(address(other, "unfold")).status_code == 303
    assert '<details class="folded">' not in page(client, me.user, chat)


def test_the_live_page_gets_what_was_said_to_draw_it_anew(client, chat, me, other, said):
    mine = ChatMessageFactory(guest=me, body="Omani")
    client.force_login(me.user)
    for verb, folded in (("fold", True), ("unfold", False)):
        answer = client.post(address(other, verb), **LIVE)
        html = answer.content.decode()
        assert (answer.status_code, said.body in html, mine.body in html) == (200, True, False)
        assert ("say-folded" in html) is folded


def test_what_is_said_afterwards_comes_folded_and_costs_no_query_more(
    client, chat, me, other, said, django_assert_num_queries
):
    actions.fold_guest(me, guest=other, on=True)
    client.force_login(me.user)
    client.get(f"{chat.get_absolute_url()}messages/?after=0")
    with django_assert_num_queries(3):
        answer = client.get(f"{chat.get_absolute_url()}messages/?after=0")
    assert "say-folded" in answer.content.decode()


def test_a_host_folds_nobody_away_and_is_heard(client, chat, me, other, said, moderator):
    host = ChatGuestFactory(chat=chat, user=moderator, is_host=True)
    client.force_login(me.user)
    for guest in (host, me):
        assert client.post(address(guest, "fold")).status_code == 403
    assert address(other, "fold") not in page(client, moderator, chat)
    actions.fold_guest(me, guest=other, on=True)
    other.is_host = True
    other.save()
    assert "say-folded" not in page(client, me.user, chat)


def test_who_is_not_in_the_chat_finds_nobody(client, other, stranger, me):
    client.force_login(stranger)
    assert client.post(address(other, "fold")).status_code == 404
    me.removed_at = timezone.now()
    me.save()
    client.force_login(me.user)
    assert client.post(address(other, "fold")).status_code == 404
