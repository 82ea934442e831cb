"""A row of every table of training, asked by one institution."""

from tests.factories.learning import make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory


def rows(people):
    requirement = RequirementFactory(institution=people.diak, course=make_course("walled-training", kind="staff"))
    return [requirement, AssignmentFactory(requirement=requirement, user=people.staff)]
