"""Pages of places, people and invitations."""

from wellbeing_portal.institutions.views.invitations import (
    invitation,
    invitation_again,
    invitation_list,
    invitation_new,
    invitation_withdraw,
)
from wellbeing_portal.institutions.views.people import membership_end, my_places, my_trail, people_list

__all__ = [
    "invitation",
    "invitation_again",
    "invitation_list",
    "invitation_new",
    "invitation_withdraw",
    "membership_end",
    "my_places",
    "my_trail",
    "people_list",
]
