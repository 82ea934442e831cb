"""Who may open which address of notices and choices.

The world: a notice of the student, and a group of one institution that its people may silence; the student has.
"""

from types import SimpleNamespace

from django.utils import timezone

from communities.models import Group
from tests.factories.communities import GroupFactory
from tests.factories.notifications import MuteFactory, NoticeFactory
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.voice import Thing, kinds, mutable
from wellbeing_portal.notifications.actions.leaving import token_of
from wellbeing_portal.notifications.models import LETTER


@mutable("trial")
def groups(person, ids):
    rows = Group.objects.visible_to(person).filter(public_id__in=ids)
    return {row.public_id: Thing(row.title, f"/communities/{row.slug}/") for row in rows}


def world(people):
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, title_fi=f"{CANARY} laulaa")
    key = f"trial:{group.public_id}"
    MuteFactory(recipient=people.student, key=key)
    notice = NoticeFactory(recipient=people.student)
    return SimpleNamespace(notice=notice, key=key, token=token_of(people.student, LETTER))


def choices(world):
    when = {"digest": "weekly", "weekday": "0", "hour": "16", "mail": "on", "paused_until": ""}
    return {**when, **{kind.name: "nothing" for kind in kinds()}}


ROUTES = [
    #                                anon  stud peer stra staf guid mode coor mana oper
    Route("notifications:inbox", get=signed_in(200)),
    Route(
        "notifications:all_read",
        post=signed_in(303),
        data=lambda world: {"until": timezone.now().isoformat()},
    ),
    Route(
        "notifications:notice_open",
        at=lambda world: {"public_id": world.notice.public_id},
        post="login 303 404 404 404 404 404 404 404 404",
    ),
    Route("notifications:wishes", get=signed_in(200), post=signed_in(303), data=choices),
    Route("notifications:pause", post=signed_in(303), data=lambda world: {"days": "7"}),
    Route(
        "notifications:mute",
        post="login 303 303 404 303 303 303 303 303 303",
        data=lambda world: {"key": world.key, "on": "1"},
    ),
    Route("notifications:ask_again", post=signed_in(303)),
    Route("notifications:operations", get="login 403 403 403 403 403 403 403 403 200"),
    Route(
        "notifications:leave",
        case="the token of a mail",
        public=True,
        at=lambda world: {"token": world.token},
        get=everyone(200),
        post=everyone(200),
    ),
    Route(
        "notifications:leave",
        case="a wrong token",
        public=True,
        at=lambda world: {"token": "wrong"},
        get=everyone(404),
        post=everyone(404),
    ),
]
