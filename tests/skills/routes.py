"""Who may open which address of courses for students."""

import uuid
from types import SimpleNamespace

from tests.factories.learning import (
    EnrolmentFactory,
    ReflectionEntryFactory,
    SelfAssessmentResponseFactory,
    document,
    make_course,
    texts,
)
from tests.factories.skills import PlanItemFactory, SharedTextFactory, SupporterFactory
from tests.support.matrix import CANARY, Route, everyone, signed_in
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import publish_course


def world(people):
    """A course of everybody's that the student is in, and one that an institution keeps for itself."""
    course = make_course("rhythm", bodies={"read": "Some words.\n\n::: reflection my-day\nHow was it?\n:::\n"})
    EnrolmentFactory(course=course, user=people.student)
    walled = document("own", title=texts(f"Course {CANARY}"))
    publish_course(None, document=walled, change_note="", owner=people.diak, audience=Audience.OWN)
    entry = ReflectionEntryFactory(user=people.student, course=course, lesson_key="read", body=CANARY)
    kept = SelfAssessmentResponseFactory(user=people.student, instrument="loneliness", answers='{"lonely": 4}')
    planned = PlanItemFactory(user=people.student, goal=f"Read {CANARY}")
    supporter = SupporterFactory(institution=people.diak, user=people.staff)
    shared = SharedTextFactory(student=people.student, supporter=supporter, course=course, body=CANARY, note=CANARY)
    return SimpleNamespace(course=course, entry=entry, planned=planned, supporter=supporter, shared=shared, kept=kept)


def at_course(world):
    return {"slug": "rhythm"}


def at_own(world):
    return {"slug": "own"}


def at_planned(world):
    return {"public_id": world.planned.public_id}


def planning(world):
    return {"course": "rhythm", "weekdays": ["1", "3"], "at": "17:00", "minutes": "20", "remind": "on"}


def at_shared(world):
    return {"public_id": world.shared.public_id}


def at_supporter(world):
    return {"public_id": world.supporter.public_id}


def sharing(world):
    seen_at = world.entry.updated_at.isoformat()
    return {"supporter": str(world.supporter.public_id), "note": "Is it clear?", "agree": "on", "seen_at": seen_at}


def at_lesson(world):
    return {"slug": "rhythm", "key": "read"}


ONLY_STUDENT = "login 303 404 404 404 404 404 404 404 404"
ROUTES = [
    Route("skills:course_list", public=True, get=everyone(200)),
    Route("skills:check_list", public=True, get=everyone(200)),
    Route(
        "skills:check_page",
        at=lambda world: {"slug": "loneliness"},
        data=lambda world: {"lonely": "3"},
        public=True,
        get=everyone(200),
        post=everyone(200),
    ),
    Route(
        "skills:check_keep",
        at=lambda world: {"slug": "loneliness"},
        data=lambda world: {"lonely": "3", "keep": "on", "once": str(uuid.uuid4())},
        post=signed_in(303),
    ),
    Route("skills:own_checks", get=signed_in(200)),
    Route("skills:own_check_delete", at=lambda world: {"public_id": world.kept.public_id}, post=ONLY_STUDENT),
    Route("skills:own_checks_delete", post=signed_in(303)),
    Route("skills:check_change", at=at_course, get=signed_in(404)),
    Route("skills:my_courses", get=signed_in(200)),
    Route("skills:my_texts", get=signed_in(200)),
    Route("skills:text_delete", at=lambda world: {"public_id": world.entry.public_id}, post=ONLY_STUDENT),
    Route(
        "skills:text_share",
        at=lambda world: {"public_id": world.entry.public_id},
        data=sharing,
        get=ONLY_STUDENT.replace("303", "200"),
        post=ONLY_STUDENT,
    ),
    Route("skills:shared_list", get=signed_in(200)),
    Route("skills:shared_page", at=at_shared, get=ONLY_STUDENT.replace("303", "200")),
    Route("skills:shared_withdraw", at=at_shared, post=ONLY_STUDENT),
    Route("skills:feedback_list", get="login 403 403 403 200 403 403 403 403 403"),
    Route(
        "skills:feedback_page",
        at=at_shared,
        data=lambda world: {"body": "You see your evenings clearly."},
        get="login 404 404 404 200 404 404 404 404 404",
        post="403 404 404 404 303 404 404 404 404 404",
    ),
    Route("skills:feedback_return", at=at_shared, post="login 404 404 404 303 404 404 404 404 404"),
    Route(
        "skills:supporter_list",
        data=lambda world: {"email": "guide@diak.example"},
        get="login 403 403 403 403 403 403 200 403 403",
        post="login 403 403 403 403 403 403 303 403 403",
    ),
    Route("skills:supporter_agree", at=at_supporter, post="login 403 403 404 303 403 403 403 403 403"),
    Route("skills:supporter_end", at=at_supporter, post="login 403 403 404 303 403 403 303 403 403"),
    Route("skills:nudge_choose", data=lambda world: {"course": "rhythm", "on": "1"}, post=signed_in(303)),
    Route("skills:plan_page", get=signed_in(200)),
    Route("skills:plan_new", get=signed_in(200), post=signed_in(303), data=planning),
    Route(
        "skills:plan_edit",
        at=at_planned,
        data=planning,
        get="login 200 404 404 404 404 404 404 404 404",
        post=ONLY_STUDENT,
    ),
    Route("skills:plan_pause", at=at_planned, data=lambda world: {"on": "1"}, post=ONLY_STUDENT),
    Route("skills:plan_pause_all", data=lambda world: {"on": "1"}, post=signed_in(303)),
    Route("skills:plan_delete", at=at_planned, post=ONLY_STUDENT),
    Route("skills:course_page", case="for everybody", at=at_course, public=True, get=everyone(200)),
    Route(
        "skills:course_page",
        case="of one institution",
        at=at_own,
        public=True,
        get="404 200 200 404 200 200 200 200 200 200",
    ),
    Route("skills:course_print", case="for everybody", at=at_course, public=True, get=everyone(200)),
    Route(
        "skills:course_print",
        case="of one institution",
        at=at_own,
        public=True,
        get="404 200 200 404 200 200 200 200 200 200",
    ),
    Route("skills:course_start", at=at_course, post=signed_in(303)),
    Route("skills:course_newest", at=at_course, post=ONLY_STUDENT),
    Route("skills:lesson_page", case="for everybody", at=at_lesson, public=True, get=everyone(200)),
    Route(
        "skills:lesson_page",
        case="of one institution",
        at=lambda world: {"slug": "own", "key": "read"},
        public=True,
        get="404 200 200 404 200 200 200 200 200 200",
    ),
    Route("skills:lesson_opened", at=at_lesson, post="login 204 404 404 404 404 404 404 404 404"),
    Route("skills:lesson_done", at=at_lesson, post=signed_in(303)),
    Route("skills:lesson_undone", at=at_lesson, post=ONLY_STUDENT),
    Route(
        "skills:question_answer",
        at=lambda world: {"slug": "rhythm", "key": "read", "question": "practice-1"},
        data=lambda world: {"answer": "b"},
        public=True,
        post=everyone(200),
    ),
    Route(
        "skills:text_keep",
        at=lambda world: {"slug": "rhythm", "key": "read", "text": "my-day"},
        data=lambda world: {"body": "It was long."},
        post="403 " + " ".join(["303"] * 9),
    ),
]
