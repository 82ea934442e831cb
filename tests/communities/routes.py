"""Who may open which address of peer groups.

The world: a group of one institution only, with the student as a member who has written there.
"""

from types import SimpleNamespace

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.support.matrix import CANARY, Route, everyone
from wellbeing_portal.institutions.enums import Audience


def world(people):
    texts = {f"{name}_fi": f"{CANARY} {name}" for name in ("title", "summary", "description", "rhythm", "rules")}
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, slug="omien-kesken", member_count=1, **texts)
    member = MemberFactory(group=group, user=people.student, pseudonym=f"{CANARY} kuusi")
    thread = ThreadFactory(author=member, title=f"{CANARY} aihe")
    post = PostFactory(thread=thread, body=f"{CANARY} viesti")
    return SimpleNamespace(group=group, member=member, thread=thread, post=post)


def of_group(world):
    return {"slug": world.group.slug}


def of_thread(world):
    return {"public_id": world.thread.public_id}


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("communities:group_list", public=True, get=everyone(200)),
    Route("communities:group_page", public=True, at=of_group, get="404 200 200 404 200 200 200 200 200 200"),
    Route(
        "communities:group_join",
        at=of_group,
        data=lambda world: {"pseudonym": "Vaalea kivi", "accept": "on"},
        get="login 303 200 404 200 200 200 200 200 200",
        post="login 303 303 404 303 303 303 303 303 303",
    ),
    Route("communities:group_leave", at=of_group, post="login 303 303 404 303 303 303 303 303 303"),
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
