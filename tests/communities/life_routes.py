"""The lines of the matrix about the rhythm of a group, and what they need in the world."""

from types import SimpleNamespace

from tests.communities.group_routes import KEEPERS_DO, KEEPERS_READ, of_group, of_other, reason
from tests.factories.communities import HeldPostFactory
from tests.support.matrix import CANARY, Route


def life_of(world) -> SimpleNamespace:
    """A post of the student that waits for a host."""
    held = HeldPostFactory(thread=world.thread, body=f"{CANARY} odottaa")
    return SimpleNamespace(**vars(world), held=held)


def of_held(world):
    return {"public_id": world.held.public_id}


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
    Route("communities:member_trust", at=of_other, data=lambda world: {"trust": "1"}, post=KEEPERS_DO),
    Route("communities:welcome_close", at=of_group, post="login 303 403 404 403 403 403 403 403 403"),
    Route("communities:post_withdraw", at=of_held, post="login 303 404 404 404 404 403 403 404 404"),
]
