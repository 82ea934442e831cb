"""The lines of the matrix about theme chats, and what they need in the world."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.support.matrix import CANARY, Route, signed_in

# Hidden from all who are not members of the group; the student is in the chat, the moderator hosts it.
IN_READ = "login 200 404 404 404 404 200 200 404 404"
HOST_DO = "login 403 404 404 404 404 303 403 404 404"
KEPT = "login 403 404 404 404 404 {0} {0} 404 404"


def more_of_chats(world, people) -> SimpleNamespace:
    """A chat of the group that is open, with the student and a host in it, and one that is planned."""
    own = {"group": world.group, "owner": people.diak}
    chat = ChatFactory(theme=f"{CANARY} ilta", **own)
    guest = ChatGuestFactory(chat=chat, user=people.student, nickname=f"{CANARY} silta")
    ChatGuestFactory(chat=chat, user=people.moderator, nickname="Vetäjä", is_host=True)
    said = ChatMessageFactory(guest=guest, body=f"{CANARY} sana")
    beside = ChatGuestFactory(chat=chat, nickname=f"{CANARY} satama")
    coming = ChatFactory(planned=True, theme=f"{CANARY} aamu", **own)
    return SimpleNamespace(**vars(world), chat=chat, guest=guest, said=said, coming=coming, beside=beside)


def of_chat(world):
    return {"public_id": world.chat.public_id}


def of_coming(world):
    return {"public_id": world.coming.public_id}


def of_said(world):
    return {"public_id": world.said.public_id}


def of_guest(world):
    return {"public_id": world.guest.public_id}


def of_group(world):
    return {"slug": world.group.slug}


def nickname(_world):
    return {"nickname": "Keltainen kello", "accept": "on"}


def planned(_world):
    day = timezone.localdate() + timedelta(days=2)
    return {
        "theme": "Kun uni ei tule",
        "language": "fi",
        "day": day.isoformat(),
        "hour": "18:00",
        "minutes": "60",
        "holds_first": "1",
    }


def planned_for_all(world):
    return {**planned(world), "audience": "everyone", "owner": str(world.group.owner_id)}


def body(_world):
    return {"body": "Moi", "once": str(uuid.uuid4())}


CHAT_ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("communities:chat_list", get=signed_in(200)),
    Route(
        "communities:chat_new",
        data=planned_for_all,
        get="login 403 403 403 403 403 200 200 403 403",
        post="login 403 403 403 403 403 303 303 403 403",
    ),
    Route(
        "communities:group_chat_new",
        at=of_group,
        data=planned,
        get="login 403 403 404 403 403 200 200 403 403",
        post="login 403 403 404 403 403 303 303 403 403",
    ),
    Route("communities:chat_page", at=of_chat, get=IN_READ, case="open"),
    Route("communities:chat_page", at=of_coming, get=IN_READ, case="planned"),
    Route("communities:chat_enter", at=of_coming, data=nickname, post="login 303 404 404 404 404 403 403 404 404"),
    Route("communities:chat_host", at=of_coming, data=nickname, post=KEPT.format(303)),
    Route("communities:chat_say", at=of_chat, data=body, post="403 303 404 404 404 404 303 403 404 404"),
    Route(
        "communities:chat_help",
        at=of_chat,
        data=lambda world: {"once": str(uuid.uuid4())},
        post="login 303 404 404 404 404 303 403 404 404",
    ),
    Route("communities:chat_messages", at=of_chat, get="login 200 404 404 404 404 200 404 404 404"),
    Route("communities:chat_present", at=of_chat, post="login 403 404 404 404 404 303 404 404 404"),
    Route(
        "communities:chat_remind",
        at=of_coming,
        data=lambda world: {"on": "1"},
        post="login 303 404 404 404 404 303 303 404 404",
    ),
    Route("communities:chat_steer", at=of_chat, data=lambda world: {"do": "goodbye"}, post=HOST_DO),
    Route("communities:chat_edit", at=of_coming, data=planned, get=KEPT.format(200), post=KEPT.format(303)),
    Route("communities:chat_off", at=of_coming, post=KEPT.format(303)),
    *[
        Route(f"communities:message_{verb}", at=of_said, post="login 403 404 404 404 404 303 404 404 404")
        for verb in ("let", "show")
    ],
    Route(
        "communities:message_hide",
        at=of_said,
        data=lambda world: {"reason": "Riitaa"},
        get="login 403 404 404 404 404 200 404 404 404",
        post="login 403 404 404 404 404 303 404 404 404",
    ),
    *[
        Route(
            f"communities:guest_{verb}",
            at=lambda world: {"public_id": world.beside.public_id},
            post="login 303 404 404 404 404 403 404 404 404",
        )
        for verb in ("fold", "unfold")
    ],
    Route(
        "communities:guest_page",
        at=of_guest,
        data=lambda world: {"do": "word", **body(world)},
        get="login 403 404 404 404 404 200 404 404 404",
        post="login 403 404 404 404 404 303 404 404 404",
    ),
]
