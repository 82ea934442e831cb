"""The lines of the matrix about groups and their members, and what they need in the world."""

from types import SimpleNamespace
from uuid import UUID

from communities.enums import GroupState, MemberState
from communities.models import GroupInvite
from tests.factories.communities import GroupFactory, GroupInviteFactory, MemberFactory
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.institutions.enums import Audience

SECRET = "a-secret-that-a-host-has-given"
ONCE = "6f0f3c58-6a0e-4c1f-8f0a-3a3a3b7f3c11"
WRITTEN = {
    "title_fi": "Iltakävely",
    "summary_fi": "Kävellään yhdessä.",
    "rules_fi": "Ollaan ystävällisiä.",
    "form": "interest",
    "themes": ["loneliness"],
    "languages": ["fi"],
    "place": "online",
    "audience": "everyone",
    "join_policy": "open",
}


def more_of(world, people) -> SimpleNamespace:
    """Somebody who asks, somebody who is in, an invitation, and a proposal, all of the same institution."""
    own = {"owner": people.diak, "audience": Audience.OWN}
    asker = MemberFactory(group=world.group, state=MemberState.REQUESTED, pseudonym=f"{CANARY} pyytäjä")
    other = MemberFactory(group=world.group, pseudonym=f"{CANARY} toinen")
    world.group.member_count = 2
    world.group.save()
    new = MemberFactory(group=GroupFactory(slug="uudet", **own), user=people.student, pseudonym=f"{CANARY} uusi")
    proposal = GroupFactory(
        state=GroupState.PROPOSED, proposed_by=people.student, title_fi=f"{CANARY} ehdotus", slug="ehdotus", **own
    )
    invite = GroupInviteFactory(group=world.group, secret_hash=GroupInvite.hash_of(SECRET), uses_left=20)
    return SimpleNamespace(
        **vars(world), asker=asker, other=other, new=new, proposal=proposal, invite=invite, diak=people.diak
    )


def of_group(world):
    return {"slug": world.group.slug}


def of_proposal(world):
    return {"slug": world.proposal.slug}


def of_new(world):
    return {"slug": world.new.group.slug}


def of_asker(world):
    return {"slug": world.group.slug, "member_id": world.asker.public_id}


def of_other(world):
    return {"slug": world.group.slug, "member_id": world.other.public_id}


def reason(_world):
    return {"reason": "Syksyllä on taas tilaa."}


# Hidden from the stranger, seen but not allowed for people of the institution, the room of its two keepers.
KEEPERS_READ = "login 403 403 404 403 403 200 200 403 403"
KEEPERS_DO = "login 403 403 404 403 403 303 303 403 403"
# The same for what only keepers and the proposer know of.
PROPOSED_READ = "login 403 404 404 404 404 200 200 404 404"
PROPOSED_DO = "login 403 404 404 404 404 303 303 404 404"

GROUP_ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route("communities:group_list", public=True, get=everyone(200)),
    Route("communities:group_kept", get=signed_in(200)),
    Route(
        "communities:group_new",
        data=lambda world: {**WRITTEN, "owner": world.diak.pk},
        get="login 403 403 403 403 403 200 200 403 403",
        post="login 403 403 403 403 403 303 303 403 403",
    ),
    Route(
        "communities:group_propose",
        data=lambda world: {**WRITTEN, "title": "Iltakävely", "summary": "Kävellään.", "owner": world.diak.pk},
        get="login 200 200 200 403 403 403 403 403 403",
        # The stranger may propose, but not to an institution that is not theirs.
        post="login 303 303 422 403 403 403 403 403 403",
    ),
    Route(
        "communities:group_page",
        case="of one institution",
        public=True,
        at=of_group,
        get="404 200 200 404 200 200 200 200 200 200",
    ),
    Route(
        "communities:group_page",
        case="a proposal",
        public=True,
        at=of_proposal,
        get="404 200 404 404 404 404 200 200 404 404",
    ),
    Route(
        "communities:group_join",
        at=of_group,
        data=lambda world: {"pseudonym": "Vaalea kivi", "accept": "on"},
        get="login 303 200 404 200 200 200 200 200 200",
        post="login 303 303 404 303 303 303 303 303 303",
    ),
    Route(
        "communities:invite_open",
        at=lambda world: {"secret": SECRET},
        data=lambda world: {"pseudonym": "Vaalea kivi", "accept": "on"},
        get="login 303 200 404 200 200 200 200 200 200",
        post="login 303 303 404 303 303 303 303 303 303",
    ),
    Route("communities:group_leave", at=of_group, post="login 303 303 404 303 303 303 303 303 303"),
    Route("communities:request_withdraw", at=of_group, post="login 303 303 404 303 303 303 303 303 303"),
    Route(
        "communities:pseudonym_change",
        at=of_new,
        data=lambda world: {"pseudonym": "Tyyni lampi"},
        get="login 200 403 404 403 403 403 403 403 403",
        post="login 303 403 404 403 403 403 403 403 403",
    ),
    Route(
        "communities:group_edit",
        at=of_group,
        data=lambda world: {**WRITTEN, "version": 1},
        get=KEEPERS_READ,
        post=KEEPERS_DO,
    ),
    Route("communities:group_move", at=of_group, data=lambda world: {"to": "resting"}, post=KEEPERS_DO),
    Route("communities:proposal_decline", at=of_proposal, data=reason, get=PROPOSED_READ, post=PROPOSED_DO),
    Route("communities:member_list", at=of_group, get=KEEPERS_READ),
    Route("communities:request_accept", at=of_asker, post=KEEPERS_DO),
    Route("communities:request_decline", at=of_asker, data=reason, get=KEEPERS_READ, post=KEEPERS_DO),
    Route("communities:member_remove", at=of_other, data=reason, get=KEEPERS_READ, post=KEEPERS_DO),
    Route("communities:member_back", at=of_other, post=KEEPERS_DO),
    Route("communities:member_host", at=of_other, data=lambda world: {"host": "1"}, post=KEEPERS_DO),
    Route(
        "communities:invite_make",
        at=of_group,
        data=lambda world: {"days": 7, "uses": 1, "once": UUID(ONCE)},
        post=KEEPERS_READ,
    ),
    Route(
        "communities:invite_end",
        at=lambda world: {"slug": world.group.slug, "invite_id": world.invite.public_id},
        post=KEEPERS_DO,
    ),
]
