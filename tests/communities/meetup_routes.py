"""The lines of the matrix about meet-ups: of a group that the student is a member of."""

import datetime

from communities.actions import renew_feed
from communities.enums import Place, RemindMe
from tests.communities.group_routes import KEEPERS_DO, KEEPERS_READ, of_group
from tests.factories.accounts import UserFactory
from tests.factories.communities import MeetupFactory, MeetupGuestFactory, MeetupSeriesFactory
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.kernel.clock import today


def meetups_of(world, people):
    """The world with a meet-up of its group."""
    texts = {name: f"{CANARY} {name}" for name in ("title", "details", "place_text")}
    world.meetup = MeetupFactory(group=world.group, made_by=people.moderator, taken=1, **texts)
    MeetupGuestFactory(meetup=world.meetup, member=world.other)
    world.repeated = MeetupFactory(group=world.group, series=MeetupSeriesFactory(group=world.group), **texts)
    world.feed = renew_feed(UserFactory())
    return world


def written(_world):
    day = today() + datetime.timedelta(days=3)
    return {"title": "Iltatee", "day": f"{day:%Y-%m-%d}", "hour": "18:00", "minutes": "60", "place": Place.ONLINE}


def of_meetup(world):
    return {"public_id": world.meetup.public_id}


MEETUP_ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("communities:meetup_list", at=of_group, get="login 200 403 404 403 403 200 200 403 403"),
    Route("communities:meetup_new", at=of_group, data=written, get=KEEPERS_READ, post=KEEPERS_DO),
    Route("communities:weeks", get=signed_in(200)),
    Route("communities:feed_renew", post=signed_in(303)),
    Route("communities:feed_end", post=signed_in(303)),
    # Whoever has the secret needs no session.
    Route("communities:feed", public=True, at=lambda world: {"secret": world.feed.secret}, get=everyone(200)),
    Route("communities:meetup_file", at=of_meetup, get="login 200 404 404 404 404 200 200 404 404"),
    Route("communities:meetup_page", at=of_meetup, get="login 200 404 404 404 404 200 200 404 404"),
    *[
        Route(
            f"communities:meetup_{verb}",
            at=of_meetup,
            data=lambda world: {"wish": RemindMe.DAY},
            post=f"login {answer} 404 404 404 404 403 403 404 404",
        )
        # Who does not come has nothing to be reminded of.
        for verb, answer in (("come", 303), ("leave", 303), ("remind", 422))
    ],
    *[
        Route(
            f"communities:series_{verb}",
            at=lambda world: {"public_id": world.repeated.public_id},
            data=lambda world: {"wish": RemindMe.DAY},
            post="login 303 404 404 404 404 403 403 404 404",
        )
        for verb in ("come", "leave")
    ],
    Route(
        "communities:meetup_edit",
        at=of_meetup,
        data=lambda world: {**written(world), "version": "1"},
        get="login 403 404 404 404 404 200 200 404 404",
        post="login 403 404 404 404 404 303 303 404 404",
    ),
    Route(
        "communities:meetup_cancel",
        at=of_meetup,
        data=lambda world: {"reason": "Ohjaaja on sairaana."},
        get="login 403 404 404 404 404 200 200 404 404",
        post="login 403 404 404 404 404 303 303 404 404",
    ),
]
