"""Who may open which address of places, people and invitations.

The world: the student as one of the people, and an open invitation of the same institution.
"""

from types import SimpleNamespace

from tests.factories.institutions import InvitationFactory
from tests.support.matrix import CANARY, Route, everyone, signed_in

COORDINATOR_ONLY = "login 403 403 403 403 403 403 200 403 403"


def world(people):
    invitation = InvitationFactory(institution=people.diak, email=f"{CANARY.lower()}@portal.example", secret="open-me")
    return SimpleNamespace(invitation=invitation, membership=people.student.memberships.get(), place=people.diak)


def of_membership(world):
    return {"public_id": world.membership.public_id}


def of_invitation(world):
    return {"public_id": world.invitation.public_id}


ROUTES = [
    #                            anon  stud peer stra staf guid mode coor mana oper
    Route(
        "institutions:my_places",
        get=signed_in(200),
        post="login 303 303 422 303 303 303 303 303 303",
        data=lambda world: {"place": "diak"},
    ),
    Route("institutions:my_trail", get=signed_in(200)),
    Route("institutions:people_list", get=COORDINATOR_ONLY),
    Route(
        "institutions:invitation_new",
        get=COORDINATOR_ONLY,
        post=COORDINATOR_ONLY.replace("200", "303"),
        data=lambda world: {"email": "uusi@portal.example", "role": "staff", "language": "fi", "role_until": ""},
    ),
    Route("institutions:membership_end", at=of_membership, post="login 403 404 404 404 404 404 303 404 404"),
    Route("institutions:invitation_list", get=COORDINATOR_ONLY),
    Route("institutions:invitation_again", at=of_invitation, post="login 404 404 404 404 404 404 303 404 404"),
    Route("institutions:invitation_withdraw", at=of_invitation, post="login 404 404 404 404 404 404 303 404 404"),
    Route(
        "institutions:invitation",
        public=True,
        at=lambda world: {"secret": "wrong"},
        get=everyone(404),
        post=everyone(404),
    ),
]
