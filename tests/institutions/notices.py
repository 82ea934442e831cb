"""For every kind of message about people and places: something it can be about, and somebody it is for."""

from tests.factories.institutions import InvitationFactory


def rows(people):
    return {
        "institutions.invitation": (InvitationFactory(institution=people.diak, sent_at=None), None),
        "institutions.welcome": (people.student, people.student),
    }
