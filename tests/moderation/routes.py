"""Who may open which address of moderation.

The world: a post of the peer in a group of one institution, which the student, a member too, has reported and the
moderator has taken; another item that nobody has; and a decision about something the student wrote, with an appeal.
"""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import (
    AppealFactory,
    CauseFactory,
    DecisionFactory,
    DutyFactory,
    EventFactory,
    ItemFactory,
    UnmaskingFactory,
)
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.moderation.actions import report_thing, take_item

KEEPERS = "login 403 403 403 403 403 200 200 403 403"
COORDINATOR = "login 403 403 403 403 403 403 303 403 403"
LOOKERS = "login 403 403 403 403 403 200 200 403 200"
POSTED = KEEPERS.replace("200", "303")


def world(people):
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, title_fi=f"{CANARY} tupa", slug="omien-kesken")
    MemberFactory(group=group, user=people.student)
    writer = MemberFactory(group=group, user=people.peer, pseudonym=f"{CANARY} kuusi")
    post = PostFactory(thread=ThreadFactory(author=writer, title=f"{CANARY} aihe"), body=f"{CANARY} viesti")
    cause = report_thing(people.student, about=post, rule="harassment", note=f"{CANARY} sana")
    take_item(people.moderator, item=cause.item)
    free = ItemFactory(place=people.diak, author=people.peer)
    EventFactory(item=free, note=f"{CANARY} muistio")
    decided = {"place": people.diak, "author": people.student}
    decision = DecisionFactory(**{f"item__{name}": value for name, value in decided.items()}, facts=f"{CANARY} syy")
    appealed = DecisionFactory(
        **{f"item__{name}": value for name, value in decided.items()}, decider=people.moderator, facts=f"{CANARY} syy"
    )
    appeal = AppealFactory(decision=appealed, says=f"{CANARY} valitus")
    shown = GroupFactory(owner=people.diak, slug="kaikille", card_public=True)
    nothing = {"item__place": people.diak, "verdict": "no_action", "hides": False}
    looked = DecisionFactory(**nothing, facts=f"{CANARY} syy", answer="Ei sääntöjä vastaan.")
    unheard = CauseFactory(item=looked.item, by=people.student, note=f"{CANARY} sana")
    seen = DecisionFactory(**nothing, facts=f"{CANARY} syy", answer="Ei sääntöjä vastaan.")
    notice = CauseFactory(item=seen.item, by=None, language="fi", note=f"{CANARY} ilmoitus")
    duty = DutyFactory(place=people.diak, person=people.moderator)
    more = {"coordinator": people.coordinator, "shown": shown, "notice": notice, "duty": duty}
    asked = UnmaskingFactory(item=free, asked_by=people.moderator, reason=f"{CANARY} hätä")
    told = UnmaskingFactory(
        item=appealed.item,
        reason=f"{CANARY} hätä",
        asked_by=people.moderator,
        answered_by=people.coordinator,
        answered_as="coordinator",
        answered_at=timezone.now() - timedelta(days=4),
        approved=True,
    )
    agreed = UnmaskingFactory(
        item=free,
        asked_by=people.moderator,
        answered_by=people.coordinator,
        answered_as="coordinator",
        answered_at=timezone.now(),
        approved=True,
    )
    more |= {"unheard": unheard}
    more |= {"asked": asked, "told": told, "agreed": agreed}
    return SimpleNamespace(**more, post=post, cause=cause, item=cause.item, free=free, decision=decision, appeal=appeal)


def of(name):
    return lambda world: {"public_id": getattr(world, name).public_id}


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("moderation:queue", get=KEEPERS),
    Route("moderation:item_page", at=of("item"), get=KEEPERS),
    Route("moderation:item_take", at=of("free"), post=POSTED),
    Route("moderation:item_release", at=of("item"), post=POSTED),
    Route(
        "moderation:item_decide",
        at=of("item"),
        data=lambda world: {"verdict": "hide", "rule": "harassment", "facts": "Pilkkaa toista.", "answer": "Pilkkasi."},
        get="login 403 403 403 403 403 200 403 403 403",
        post="login 403 403 403 403 403 303 403 403 403",
    ),
    Route(
        "moderation:opinion_ask",
        at=of("item"),
        data=lambda world: {"question": "Mitä mieltä olet?"},
        post="login 403 403 403 403 403 303 403 403 403",
    ),
    Route(
        "moderation:opinion_give",
        at=of("item"),
        data=lambda world: {"opinion": "Piilottaisin."},
        post="login 403 403 403 403 403 403 303 403 403",
    ),
    Route(
        "moderation:unmasking_ask",
        at=of("item"),
        data=lambda world: {"reason": "Henki on vaarassa."},
        get="login 403 403 403 403 403 200 403 403 403",
        post="login 403 403 403 403 403 303 403 403 403",
    ),
    Route("moderation:unmasking_list", get=LOOKERS),
    Route("moderation:unmasking_page", at=of("asked"), get=LOOKERS),
    Route(
        "moderation:unmasking_answer",
        at=of("asked"),
        data=lambda world: {"approved": "yes", "answer": "Samaa mieltä."},
        post="login 403 403 403 403 403 403 303 403 303",
    ),
    Route("moderation:unmasking_show", at=of("agreed"), post="login 403 403 403 403 403 200 200 403 403"),
    Route(
        "moderation:unmasking_hold",
        at=of("agreed"),
        data=lambda world: {"days": "10", "reason": "Poliisin pyyntö."},
        post="login 403 403 403 403 403 403 303 403 303",
    ),
    Route("moderation:unmasking_told", at=of("told"), get="login 200 404 404 404 404 404 404 404 404"),
    Route("moderation:appeal_list", get=LOOKERS),
    Route(
        "moderation:appeal_page",
        at=of("appeal"),
        data=lambda world: {"outcome": "upheld", "reason": "Sama mieltä."},
        get="login 403 403 403 403 403 200 200 403 404",
        post="login 403 403 403 403 403 403 303 403 404",
    ),
    Route(
        "moderation:report",
        at=lambda world: {"kind": "communities.post", "public_id": world.post.public_id},
        data=lambda world: {"rule": "harassment", "note": "Ikävää"},
        get="login 200 403 404 404 404 200 200 404 404",
        post="login 303 403 404 404 404 303 303 404 404",
    ),
    Route(
        "moderation:receipt",
        case="of what waits",
        at=of("cause"),
        get="login 200 404 404 404 404 404 404 404 404",
        post="login 403 404 404 404 404 404 404 404 404",
    ),
    Route(
        "moderation:receipt",
        case="of which nothing came",
        at=of("unheard"),
        data=lambda world: {"says": "Luitteko varmasti?"},
        get="login 200 404 404 404 404 404 404 404 404",
        post="login 303 404 404 404 404 404 404 404 404",
    ),
    Route(
        "moderation:notice",
        case="of what is public",
        public=True,
        at=lambda world: {"kind": "communities.group", "public_id": world.shown.public_id},
        data=lambda world: {
            "rule": "illegal",
            "note": "Rikkoo lakia.",
            "who": "Ulla Ulkopuolinen",
            "address": "ulla@elsewhere.example",
            "good_faith": "on",
        },
        get=everyone(200),
        post=everyone(303),
    ),
    Route(
        "moderation:notice",
        case="of what is not public",
        public=True,
        at=lambda world: {"kind": "communities.post", "public_id": world.post.public_id},
        get=everyone(404),
        post=everyone(404),
    ),
    Route(
        "moderation:notice_receipt",
        public=True,
        at=of("notice"),
        data=lambda world: {"says": "Luitteko varmasti?"},
        get=everyone(200),
        post=everyone(303),
    ),
    Route("moderation:transparency", public=True, get=everyone(200)),
    Route("moderation:transparency_csv", public=True, at=lambda world: {"year": 2025}, get=everyone(200)),
    Route("moderation:duty", get=KEEPERS),
    Route(
        "moderation:contact_add",
        data=lambda world: {"person": str(world.coordinator.public_id)},
        post=COORDINATOR,
    ),
    Route("moderation:contact_change", at=of("duty"), data=lambda world: {"first": "1"}, post=COORDINATOR),
    Route(
        "moderation:hours_set",
        data=lambda world: {"opens_0": "09:00", "closes_0": "16:00"},
        post=COORDINATOR,
    ),
    Route("moderation:shift", get=KEEPERS, post=POSTED),
    Route("moderation:my_cases", get=signed_in(200)),
    Route(
        "moderation:statement",
        at=of("decision"),
        data=lambda world: {"says": "En tarkoittanut pahaa."},
        get="login 200 404 404 404 404 404 404 404 404",
        post="login 303 404 404 404 404 404 404 404 404",
    ),
    Route("moderation:statement_text", at=of("decision"), get="login 200 404 404 404 404 404 404 404 404"),
]
