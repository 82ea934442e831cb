"""A row of every table of people and places that belongs to one institution."""

from tests.factories.institutions import InvitationFactory, MembershipFactory


def rows(people):
    return [
        MembershipFactory(user=people.student, institution=people.diak, role="staff"),
        InvitationFactory(institution=people.diak),
    ]
