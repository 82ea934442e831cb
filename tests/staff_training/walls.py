"""A row of every table of training, asked by one institution."""

from staff_training.models import TrainingReminder
from tests.factories.learning import make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory


def rows(people):
    requirement = RequirementFactory(institution=people.diak, course=make_course("walled-training", kind="staff"))
    assignment = AssignmentFactory(requirement=requirement, user=people.staff)
    reminder = TrainingReminder.objects.create(assignment=assignment, due_on=assignment.due_on)
    return [requirement, assignment, reminder]
