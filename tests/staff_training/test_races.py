"""Workers that run at the same moment, on the database the tests run on."""

import datetime

import pytest
import time_machine

from staff_training import actions
from staff_training.models import TrainingAssignment, TrainingReminder
from tests.communities.test_groups_races import rush
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from tests.factories.learning import make_course
from tests.factories.staff_training import RequirementFactory
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.notifications.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CROWD, WORKERS = 8, 6


@time_machine.travel(datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC))
def test_workers_that_run_together_ask_tell_and_remind_each_once():
    place = InstitutionFactory(slug="diak")
    for _number in range(CROWD):
        MembershipFactory(institution=place, role="staff")
    requirement = RequirementFactory(institution=place, course=make_course("worried-message", kind="staff"))
    rush([actions.run_all] * WORKERS)
    assert TrainingAssignment.objects.count() == CROWD
    assert list(Notice.objects.values_list("kind", "count")) == [("staff_training.asked", 1)] * CROWD
    long_ago = today() - datetime.timedelta(days=60)
    TrainingAssignment.objects.update(assigned_on=long_ago, due_on=today() - datetime.timedelta(days=20))
    reminded = []
    rush([lambda: reminded.append(actions.remind_of(requirement))] * WORKERS)
    assert sorted(reminded) == [0] * (WORKERS - 1) + [CROWD]
    assert TrainingReminder.objects.count() == CROWD
    assert Notice.objects.filter(kind="staff_training.late", count=1).count() == CROWD
