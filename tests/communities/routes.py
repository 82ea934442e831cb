"""Who may open which address of peer groups.

The world: a group of one institution only, with the student as a member who has written there.
"""

from types import SimpleNamespace

from tests.communities.group_routes import GROUP_ROUTES, more_of, of_group
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
    return more_of(things, people)


def of_thread(world):
    return {"public_id": world.thread.public_id}


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    *GROUP_ROUTES,
    Route(
        "communities:thread_new",
        at=of_group,
        data=lambda world: {"title": "Hei", "body": "Moi"},
        get="login 200 403 404 403 403 403 403 403 403",
        post="login 303 403 404 403 403 403 403 403 403",
    ),
    Route(
        "communities:thread_page",
        at=of_thread,
        data=lambda world: {"body": "Moi"},
        get="login 200 404 404 404 404 200 200 404 404",
        post="login 303 404 404 404 404 403 403 404 404",
    ),
]
