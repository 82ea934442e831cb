"""The lines of the matrix about keeping away from somebody, and what they need in the world."""

from types import SimpleNamespace

from tests.factories.communities import BlockFactory, MemberMuteFactory, PostFactory
from tests.support.matrix import CANARY, Route, signed_in


def blocks_of(world, people) -> SimpleNamespace:
    """Somebody else's post, whom the student can keep away from, and whom they keep away from already."""
    theirs = PostFactory(thread=world.thread, author=world.other, body=f"{CANARY} vastaus")
    block = BlockFactory(by=people.student, group=world.group, name=f"{CANARY} estetty")
    mute = MemberMuteFactory(by=world.member, whom=world.other)
    return SimpleNamespace(**vars(world), theirs=theirs, block=block, mute=mute)


def of_theirs(world):
    return {"public_id": world.theirs.public_id}


BLOCK_ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route(
        "communities:post_block",
        at=of_theirs,
        get="login 200 404 404 404 404 403 403 404 404",
        post="login 303 404 404 404 404 403 403 404 404",
    ),
    *[
        Route(f"communities:post_{verb}", at=of_theirs, post="login 303 404 404 404 404 403 403 404 404")
        for verb in ("mute", "unmute")
    ],
    Route("blocks:block_list", get=signed_in(200)),
    Route(
        "blocks:block_end",
        at=lambda world: {"public_id": world.block.public_id},
        post="login 303 404 404 404 404 404 404 404 404",
    ),
    Route(
        "blocks:mute_end",
        at=lambda world: {"member_id": world.other.public_id},
        post="login 303 404 404 404 404 404 404 404 404",
    ),
]
