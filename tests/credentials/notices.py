"""For every kind of message about badges: something it can be about, and somebody it is for."""

from tests.factories.credentials import make_award
from wellbeing_portal.notifications.models import Notice


def rows(people):
    award = make_award(people.student, place=people.diak)
    # Whoever asks for the rows says them, in their own way.
    Notice.objects.filter(target_id=award.public_id).delete()
    return {f"credentials.{name}": (award, people.student) for name in ("made", "changed")}
