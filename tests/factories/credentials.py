"""Badges, signed by an institution. Awards are made by the action, for their bytes are signed."""

import datetime
import uuid

from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.credentials import actions
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.kernel.awarding import AwardRequest, Wording

WORDING = {
    "fi": Wording("Opiskelurytmi", "Suunnitteli viikon oman rytminsä.", "Kävi läpi neljä osaa."),
    "sv": Wording("Studierytm", "Planerade veckans egen rytm.", "Gick igenom fyra delar."),
    "en": Wording("Study rhythm", "Planned a week of one's own.", "Went through four parts."),
}
DONE = timezone.now() - datetime.timedelta(days=1)


def request_for(holder, *, place="", **facts):
    """What a room would ask for: everything of it may be said otherwise."""
    told = {
        "completion": uuid.uuid4(),
        "about": uuid.UUID(int=77),
        "place": place,
        "wording": WORDING,
        "holder": holder,
        "language": "fi",
        "achieved_at": DONE,
    }
    return AwardRequest(**{**told, **facts})


def make_award(holder=None, *, place=None, public=False, **facts) -> Award:
    """An award of the institution ``place`` (default: a new one), as its holder has decided to show it."""
    holder = holder or UserFactory()
    place = place or InstitutionFactory()
    award = actions.award(request_for(holder, place=place.slug, **facts))
    return actions.show_award(holder, award=award, public=True) if public else award
