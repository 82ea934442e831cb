"""Who is answered what at the addresses for programs. None of them asks anybody to sign in: they say no."""

from types import SimpleNamespace

from tests.factories.learning import EnrolmentFactory, document, make_course, texts
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from tests.support.matrix import CANARY, Route, everyone
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import publish_course

OWN = "403" + " 200" * 9


def world(people):
    """A course of everybody's that the student is in, one that an institution keeps for itself, and a training."""
    course = make_course("rhythm")
    EnrolmentFactory(course=course, user=people.student)
    walled = document("own", title=texts(f"Course {CANARY}"))
    publish_course(None, document=walled, change_note="", owner=people.diak, audience=Audience.OWN)
    training = make_course("wanted", kind="staff", title=texts(f"Training {CANARY}"))
    requirement = RequirementFactory(institution=people.diak, course=training)
    AssignmentFactory(requirement=requirement, user=people.staff)
    return SimpleNamespace(course=course)


ROUTES = [
    Route("api:schema", public=True, get=everyone(200)),
    Route("api:course_list", public=True, get=everyone(200)),
    Route("api:course_detail", at=lambda world: {"slug": "rhythm"}, public=True, get=everyone(200), case="everybody's"),
    Route(
        "api:course_detail",
        at=lambda world: {"slug": "own"},
        public=True,
        get="404 200 200 404 200 200 200 200 200 200",
        case="of one institution",
    ),
    Route("api:my_courses", public=True, get=OWN),
    Route("api:my_trainings", public=True, get="403 403 403 403 200 200 200 200 200 200"),
]
