"""Two theme chats of the demonstration: one is planned, and one is always open, its host played by the clockwork."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from communities import actions, queries
from communities.models import Chat, ChatGuest
from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import standing_of

OPEN = {
    "theme": "Kun syksy väsyttää",
    "about": "Pimeä aika, pitkät päivät ja se, mistä kukin saa vähän valoa. Voit tulla vain lukemaan.",
    "language": "fi",
    "holds_first": 1,
}
COMING = {
    "theme": "My first winter in Finland",
    "about": "Darkness, distance and small things that help. For exchange and degree students, in easy English.",
    "language": "en",
    "holds_first": 1,
}
LASTS = datetime.timedelta(hours=12)
SAID = (
    ("Hämärä polku", "peer@oulu.example", "Herään pimeään ja menen nukkumaan pimeään. Onko muilla näin?"),
    ("Kuparinen teepannu", "peer@turku.example", "On. Mulla auttaa, että käyn ulkona ennen kahtatoista, edes vartin."),
    ("Hämärä polku", "peer@oulu.example", "Ehkä kokeilen huomenna. Kiitos."),
)
HOST = ("Nyytin Salla", "moderator@nyyti.example", "Tervetuloa. Täällä saa olla väsynyt, ja pelkkä lukeminen riittää.")


def _user(email: str) -> User:
    return User.objects.get(email=email)


def plan_chat() -> None:
    """One chat of tomorrow evening, until there is one."""
    keeper, now = _user("moderator@metropolia.example"), timezone.localtime()
    if any(chat.theme == COMING["theme"] for chat in queries.chats_for(keeper, now)):
        return
    opens = (now + datetime.timedelta(days=1)).replace(hour=18, minute=0, second=0, microsecond=0)
    _made(keeper, "metropolia", opens, datetime.timedelta(hours=1), COMING)


@transaction.atomic
def play_host() -> int:
    """Be there as the host, in a chat that is made when there is none. Call it at least every two minutes."""
    now, keeper = timezone.now(), User.objects.filter(email=HOST[1]).first()
    if keeper is None:
        return 0
    here = (chat for chat in queries.chats_for(keeper, now) if chat.theme == OPEN["theme"])
    chat = next(here, None)
    if chat is None:
        _begin(_made(keeper, "nyyti", now, LASTS, OPEN), keeper)
    else:
        actions.be_present(ChatGuest.objects.select_related("chat", "user").get(chat=chat, user=keeper))
    return 1


def _made(keeper: User, owner: str, opens: datetime.datetime, lasts: datetime.timedelta, facts: dict[str, Any]) -> Chat:
    place = next(place for place in standing_of(keeper).institutions if place.slug == owner)
    hours = {"opens_at": opens, "ends_at": opens + lasts}
    return actions.make_chat(keeper, owner=place, once=uuid.uuid4(), audience=Audience.EVERYONE, **hours, **facts)


def _begin(chat: Chat, keeper: User) -> None:
    """The host opens it, and two have already written."""
    host = actions.enter_chat(keeper, chat=chat, nickname=HOST[0], as_host=True)
    actions.be_present(host)
    actions.say(host, body=HOST[2], once=uuid.uuid4())
    for nickname, email, text in SAID:
        guest = actions.enter_chat(_user(email), chat=chat, nickname=nickname)
        message = actions.say(guest, body=text, once=uuid.uuid4())
        actions.let_message_through(keeper, message=message)
