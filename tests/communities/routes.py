"""Who may open which address of peer groups.

The world: a group of one institution only, with the student as a member who has written there.
"""

from types import SimpleNamespace

from tests.communities.blocks_routes import BLOCK_ROUTES, blocks_of
from tests.communities.chat_routes import CHAT_ROUTES, more_of_chats
from tests.communities.group_routes import GROUP_ROUTES, more_of, of_group
from tests.communities.life_routes import LIFE_ROUTES, life_of
from tests.communities.meetup_routes import MEETUP_ROUTES, meetups_of
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.support.matrix import CANARY, Route
from wellbeing_portal.institutions.enums import Audience


def world(people):
    texts = {f"{name}_fi": f"{CANARY} {name}" for name in ("title", "summary", "description", "rhythm", "rules")}
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, slug="omien-kesken", member_count=1, **texts)
    member = MemberFactory(group=group, user=people.student, pseudonym=f"{CANARY} kuusi")
    thread = ThreadFactory(author=member, title=f"{CANARY} aihe")
    post = PostFactory(thread=thread, body=f"{CANARY} viesti")
    things = SimpleNamespace(group=group, member=member, thread=thread, post=post)
    return blocks_of(more_of_chats(meetups_of(life_of(more_of(things, people)), people), people), people)


def of_thread(world):
    return {"public_id": world.thread.public_id}


def of_post(world):
    return {"public_id": world.post.public_id}


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    *GROUP_ROUTES,
    *LIFE_ROUTES,
    *MEETUP_ROUTES,
    *CHAT_ROUTES,
    *BLOCK_ROUTES,
    Route(
        "communities:thread_new",
        at=of_group,
        data=lambda world: {"title": "Hei", "body": "Moi"},
        get="login 200 403 404 403 403 403 403 403 403",
        post="403 303 403 404 403 403 403 403 403 403",
    ),
    Route("communities:group_read", at=of_group, post="login 303 403 404 403 403 403 403 403 403"),
    Route(
        "communities:thread_page",
        at=of_thread,
        data=lambda world: {"body": "Moi"},
        get="login 200 404 404 404 404 303 303 404 404",
        post="403 303 404 404 404 404 403 403 404 404",
    ),
    Route("communities:thread_keeping", at=of_thread, get="login 303 404 404 404 404 200 200 404 404"),
    Route(
        "communities:thread_read",
        at=of_thread,
        data=lambda world: {"position": "1"},
        post="login 204 404 404 404 404 204 204 404 404",
    ),
    *[
        Route(f"communities:thread_{verb}", at=of_thread, post="login 303 404 404 404 404 403 403 404 404")
        for verb in ("follow", "unfollow")
    ],
    *[
        Route(f"communities:thread_{verb}", at=of_thread, post="login 403 404 404 404 404 303 303 404 404")
        for verb in ("pin", "unpin", "reopen", "restore")
    ],
    *[
        Route(
            f"communities:thread_{verb}",
            at=of_thread,
            data=lambda world: {"reason": "Riitaa"},
            get="login 403 404 404 404 404 200 200 404 404",
            post="login 403 404 404 404 404 303 303 404 404",
        )
        for verb in ("close", "hide")
    ],
    Route("communities:post_page", at=of_post, get="login 303 404 404 404 404 303 303 404 404"),
    Route(
        "communities:post_edit",
        case="that is shown",
        at=of_post,
        data=lambda world: {"title": "Hei", "body": "Moi", "version": "1"},
        get="login 200 404 404 404 404 403 403 404 404",
        post="403 303 404 404 404 404 403 403 404 404",
    ),
    Route("communities:post_history", at=of_post, get="login 200 404 404 404 404 200 200 404 404"),
    *[
        Route(f"communities:post_{verb}", at=of_post, post="login 303 404 404 404 404 403 403 404 404")
        for verb in ("delete", "undelete")
    ],
    Route(
        "communities:post_react",
        at=of_post,
        data=lambda world: {"add": "heard"},
        post="login 403 404 404 404 404 403 403 404 404",
    ),
    Route(
        "communities:post_hide",
        at=of_post,
        data=lambda world: {"reason": "Riitaa"},
        get="login 403 404 404 404 404 200 200 404 404",
        post="login 403 404 404 404 404 303 303 404 404",
    ),
    Route("communities:post_restore", at=of_post, post="login 403 404 404 404 404 303 303 404 404"),
]
