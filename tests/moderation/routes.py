"""Who may open which address of moderation.

The world: a post of the peer in a group of one institution, which the student, a member too, has reported.
"""

from types import SimpleNamespace

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.support.matrix import CANARY, Route
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.moderation.actions import report_thing


def world(people):
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, title_fi=f"{CANARY} tupa", slug="omien-kesken")
    MemberFactory(group=group, user=people.student)
    writer = MemberFactory(group=group, user=people.peer, pseudonym=f"{CANARY} kuusi")
    post = PostFactory(thread=ThreadFactory(author=writer, title=f"{CANARY} aihe"), body=f"{CANARY} viesti")
    cause = report_thing(people.student, about=post, rule="harassment", note=f"{CANARY} sana")
    return SimpleNamespace(post=post, cause=cause)


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route(
        "moderation:report",
        at=lambda world: {"kind": "communities.post", "public_id": world.post.public_id},
        data=lambda world: {"rule": "harassment", "note": "Ikävää"},
        get="login 200 403 404 404 404 200 200 404 404",
        post="login 303 403 404 404 404 303 303 404 404",
    ),
    Route(
        "moderation:receipt",
        at=lambda world: {"public_id": world.cause.public_id},
        get="login 200 404 404 404 404 404 404 404 404",
    ),
]
