"""The lines of the matrix about the rhythm of a group, and what they need in the world."""

from types import SimpleNamespace
from uuid import uuid4

from communities.enums import GroupState
from tests.communities.group_routes import KEEPERS_DO, KEEPERS_READ, of_group, of_other, reason
from tests.factories.communities import (
    GroupFactory,
    HandOverNoteFactory,
    HeldPostFactory,
    HostTurnFactory,
    MemberFactory,
    PollFactory,
)
from tests.support.matrix import CANARY, Route, signed_in
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.clock import today


def life_of(world) -> SimpleNamespace:
    """A post of the student that waits for a host, and a turn and a note of a host."""
    held = HeldPostFactory(thread=world.thread, body=f"{CANARY} odottaa")
    host = MemberFactory(group=world.group, is_host=True, pseudonym=f"{CANARY} vetäjä")
    turn = HostTurnFactory(member=host)
    HandOverNoteFactory(author=host, body=f"{CANARY} muistiinpano")
    resting = GroupFactory(owner=world.diak, audience=Audience.OWN, state=GroupState.RESTING, slug="lepo")
    poll = PollFactory(thread=world.thread, question=f"{CANARY} kysymys")
    asking = GroupFactory(owner=world.diak, audience=Audience.OWN, asks_mood=True, slug="miten-menee")
    MemberFactory(group=asking, user=world.member.user)
    more = {"held": held, "host": host, "turn": turn, "resting": resting, "poll": poll, "asking": asking}
    return SimpleNamespace(**vars(world), **more)


def of_held(world):
    return {"public_id": world.held.public_id}


def of_turn(world):
    return {"slug": world.group.slug, "turn_id": world.turn.public_id}


def turn(world):
    return {"host": str(world.host.public_id), "begins": str(today()), "ends": str(today())}


def holiday(_world):
    return {"note": "Loma"}


def of_poll(world):
    return {"public_id": world.poll.public_id}


def question(_world):
    return {"question": "Milloin?", "options": "Nyt\nMyöhemmin", "days": "3", "once": uuid4()}


LIFE_ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("communities:posts_waiting", at=of_group, get=KEEPERS_READ),
    Route("communities:post_let_through", at=of_held, post="login 403 404 404 404 404 303 303 404 404"),
    Route(
        "communities:post_decline",
        at=of_held,
        data=reason,
        get="login 403 404 404 404 404 200 200 404 404",
        post="login 403 404 404 404 404 303 303 404 404",
    ),
    Route(
        "communities:group_rhythm",
        at=of_group,
        data=lambda world: {"review": "new", "version": "1"},
        get=KEEPERS_READ,
        post=KEEPERS_DO,
    ),
    Route("communities:host_page", at=of_group, get=KEEPERS_READ),
    Route(
        "communities:moderator_ask",
        at=of_group,
        data=lambda world: {"note": "Mitä teen?", "once": uuid4()},
        get=KEEPERS_READ,
        post=KEEPERS_DO,
    ),
    Route("communities:turn_add", at=of_group, data=turn, post=KEEPERS_DO),
    Route("communities:turn_remove", at=of_turn, post=KEEPERS_DO),
    Route("communities:note_write", at=of_group, data=lambda world: {"body": "Moi", "once": uuid4()}, post=KEEPERS_DO),
    Route("communities:member_cohost", at=of_other, data=lambda world: {"host": "1"}, post=KEEPERS_DO),
    Route(
        "communities:group_rest", at=of_group, data=lambda world: {"note": "Loma"}, get=KEEPERS_READ, post=KEEPERS_DO
    ),
    Route("communities:group_wake", at=lambda world: {"slug": world.resting.slug}, post=KEEPERS_DO),
    Route("communities:group_archive", at=of_group, get=KEEPERS_READ, post=KEEPERS_DO),
    Route("communities:member_trust", at=of_other, data=lambda world: {"trust": "1"}, post=KEEPERS_DO),
    Route("communities:welcome_close", at=of_group, post="login 303 403 404 403 403 403 403 403 403"),
    Route(
        "communities:poll_new",
        at=lambda world: {"public_id": world.thread.public_id},
        data=question,
        get="login 200 404 404 404 404 403 403 404 404",
        post="403 303 404 404 404 404 403 403 404 404",
    ),
    Route(
        "communities:poll_vote",
        at=of_poll,
        data=lambda world: {"choice": "1"},
        post="login 303 404 404 404 404 403 403 404 404",
    ),
    Route("communities:poll_close", at=of_poll, post="login 303 404 404 404 404 303 303 404 404"),
    Route(
        "communities:mood_tell",
        at=lambda world: {"slug": world.asking.slug},
        data=lambda world: {"face": "4"},
        post="login 303 403 404 403 403 403 403 403 403",
    ),
    Route("communities:interests_found", get="login 200 200 200 403 403 403 403 403 403"),
    Route(
        "communities:interests_themes",
        data=lambda world: {"themes": ["sleep"]},
        get="login 200 200 200 403 403 403 403 403 403",
        post="login 303 303 303 403 403 403 403 403 403",
    ),
    Route(
        "communities:interests_ways",
        data=lambda world: {"languages": ["fi"]},
        get="login 200 200 200 403 403 403 403 403 403",
        post="login 303 303 303 403 403 403 403 403 403",
    ),
    Route("communities:interests_erase", post=signed_in(303)),
    Route(
        "communities:post_edit",
        case="that waits",
        at=of_held,
        data=lambda world: {"body": "Toisin", "version": "1"},
        get="login 200 404 404 404 404 403 403 404 404",
        post="403 303 404 404 404 404 403 403 404 404",
    ),
    Route("communities:post_withdraw", at=of_held, post="login 303 404 404 404 404 403 403 404 404"),
]
