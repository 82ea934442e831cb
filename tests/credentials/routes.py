"""Who may open which address of badges.

The world: a badge that the student keeps to themselves, with a word only its pages show; a badge that somebody has made
public; and one that somebody shares by a link.
"""

from types import SimpleNamespace

from tests.factories.accounts import UserFactory
from tests.factories.credentials import make_award
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.credentials.actions import link_award
from wellbeing_portal.credentials.models import Award

HOLDER = "login 200 404 404 404 404 404 404 404 404"
DECIDES = HOLDER.replace("200", "303")
KEPT = "404 200 404 404 404 404 404 404 404 404"


def world(people):
    holder = UserFactory(name="Aino Esimerkki")
    mine = make_award(people.student, place=people.diak)
    Award.objects.filter(pk=mine.pk).update(recipient_name=f"{CANARY} {people.student.name}")
    shared = make_award(holder, place=people.diak)
    return SimpleNamespace(
        mine=mine,
        shown=make_award(holder, place=people.diak, public=True),
        secret=link_award(holder, award=shared, on=True).link_secret,
        address=holder.email,
    )


def of_mine(world):
    return {"public_id": world.mine.public_id}


def of_shown(world):
    return {"public_id": world.shown.public_id}


def of_version(world):
    return {"badge": world.shown.version.badge.public_id, "number": world.shown.version.number}


def of_issuer(world):
    return {"slug": "diak"}


def of_link(world):
    return {"secret": world.secret}


def asked(world):
    return {"email": world.address}


def published(name, at):
    return Route(f"credentials:{name}", public=True, at=at, get=everyone(200))


ROUTES = [
    #                                     anon  stud peer stra staf guid mode coor mana oper
    published("key_set", lambda world: {}),
    published("issuer_page", of_issuer),
    published("did_document", of_issuer),
    published("achievement_page", of_version),
    published("achievement_png", of_version),
    published("achievement_svg", of_version),
    published("status_list", lambda world: {"number": world.shown.status_list.number}),
    Route(
        "credentials:award_page",
        case="public",
        public=True,
        at=of_shown,
        data=asked,
        get=everyone(200),
        post=everyone(200),
    ),
    Route("credentials:award_page", case="kept", public=True, at=of_mine, data=asked, get=KEPT, post=KEPT),
    Route("credentials:award_json", case="public", public=True, at=of_shown, get=everyone(200)),
    Route("credentials:award_json", case="kept", public=True, at=of_mine, get=KEPT),
    Route("credentials:award_jwt", case="public", public=True, at=of_shown, get=everyone(200)),
    Route("credentials:award_jwt", case="kept", public=True, at=of_mine, get=KEPT),
    Route("credentials:shared_page", public=True, at=of_link, data=asked, get=everyone(200), post=everyone(200)),
    Route("credentials:shared_json", public=True, at=of_link, get=everyone(200)),
    Route("credentials:shared_jwt", public=True, at=of_link, get=everyone(200)),
    Route("credentials:my_badges", get=signed_in(200)),
    Route("credentials:my_badge", at=of_mine, get=HOLDER),
    Route("credentials:badge_show", at=of_mine, data=lambda world: {"public": "1"}, post=DECIDES),
    Route("credentials:badge_link", at=of_mine, data=lambda world: {"on": "1"}, post=DECIDES),
    *(Route(f"credentials:badge_{form}", at=of_mine, get=HOLDER) for form in ("json", "jwt", "png", "svg", "pdf")),
]
