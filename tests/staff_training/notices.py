"""For every kind of message of training: something it can be about, and somebody it is for."""

from tests.factories.learning import make_course, texts
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from tests.support.matrix import CANARY


def rows(people):
    """The course is the institution's own, so that no mail says how it is called."""
    own = make_course(f"{CANARY.lower()}-course", kind="staff", owner=people.diak, title=texts("Kaija & Co"))
    requirement = RequirementFactory(institution=people.diak, course=own)
    AssignmentFactory(requirement=requirement, user=people.staff)
    return {f"staff_training.{name}": (requirement, people.staff) for name in ("asked", "due", "late")}
