"""The chats of the demonstration: one planned, and one that the clockwork keeps open."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from communities.enums import ChatState
from communities.models import Chat, ChatMessage
from wellbeing_portal.front.demo_chats import COMING, OPEN, play_host

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("demo", verbosity=0)


def states():
    return {chat.theme: chat.state for chat in Chat.objects.all()}


def test_without_demo_people_nobody_plays():
    assert play_host() == 0


def test_one_is_planned_and_one_is_kept_open_and_a_second_run_makes_no_more(demo):
    call_command("tick", verbosity=0)
    call_command("demo", verbosity=0)
    call_command("tick", verbosity=0)
    assert states() == {OPEN["theme"]: ChatState.OPEN, COMING["theme"]: ChatState.PLANNED}
    assert (Chat.objects.count(), ChatMessage.objects.filter(held_for="").count()) == (2, 4)


def test_where_the_clockwork_was_away_a_new_one_begins(demo):
    play_host()
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        play_host()
        play_host()
        assert sorted(chat.state for chat in Chat.objects.filter(theme=OPEN["theme"])) == ["closed", "open"]
