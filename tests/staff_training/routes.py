"""Who may open which address of training: the staff member is asked for a course and is in it, with a try begun."""

from types import SimpleNamespace

from tests.factories.learning import CompletionRecordFactory, lesson, make_course, question, texts
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from tests.support.matrix import CANARY, Route
from wellbeing_portal.learning.actions import enrol, start_attempt
from wellbeing_portal.learning.models import Lesson

STAFF = "login 403 403 403 200 200 200 200 200 200"
SEEN = "login 404 404 404 200 200 200 200 200 200"
SENT = "login 404 404 404 303 303 303 303 303 303"
IN_IT = "login 404 404 404 200 404 404 404 404 404"
DONE = "login 404 404 404 303 404 404 404 404 404"


def world(people):
    lessons = [lesson("read", done="marked"), lesson("last", done="passed"), lesson("write", done="submitted")]
    questions = [question("practice-1", "read"), *(question(f"check-{n}", "last", use="check") for n in (1, 2, 3))]
    course = make_course("wanted", kind="staff", lessons=lessons, questions=questions, summary=texts(f"Of {CANARY}."))
    requirement = RequirementFactory(institution=people.diak, course=course)
    asked = AssignmentFactory(requirement=requirement, user=people.staff)
    AssignmentFactory(requirement=requirement, user=people.coordinator)
    done = CompletionRecordFactory(user=people.guide, course=course)
    completed = AssignmentFactory(requirement=requirement, user=people.guide, completion=done)
    enrolment = enrol(people.staff, course=course, language="fi")
    make_course("free", kind="staff")
    draft = RequirementFactory(institution=people.diak, course=make_course("later", kind="staff"), live_at=None)
    return SimpleNamespace(
        requirement=requirement,
        draft=draft,
        asked=asked,
        completed=completed,
        colleague=people.staff.memberships.get(),
        course=course,
        attempt=start_attempt(people.staff, enrolment=enrolment, lesson=Lesson.objects.get(key="last")),
    )


def of(**more):
    return lambda world: {"slug": world.course.slug, **more}


def of_requirement(world):
    return {"public_id": world.requirement.public_id}


def of_person(world):
    return {"public_id": world.asked.public_id}


def of_colleague(world):
    return {"public_id": world.colleague.public_id}


KEPT = "login 403 403 403 403 403 403 200 403 403"
CHANGED = KEPT.replace("200", "303")
COUNTED = "login 403 403 403 403 403 403 200 200 403"
SAID_WHERE = "login 403 403 403 403 403 403 303 422 403"  # a manager says where
MANAGED = COUNTED.replace("200", "303")
REASON = {"reason": f"On leave, {CANARY}."}
NEW = {
    "course": "free",
    "roles": ["staff"],
    "effective_from": "2026-01-01",
    "due_days": "30",
    "grace_days": "0",
    "renewal": "none",
    "renew_months": "24",
    "expiry_base": "completion",
    "fixed_day": "31",
    "fixed_month": "12",
    "least_months": "6",
    "window_days": "60",
    "change_days": "60",
    "earlier_months": "24",
}
LEARNED = {"course": "wanted", "completed_on": "2026-01-07", "reason": "A course elsewhere."}
ROUTES = [
    Route("staff_training:requirement_list", get=COUNTED),
    Route(
        "staff_training:requirement_new",
        data=lambda world: NEW,
        get=COUNTED,
        post=SAID_WHERE,
        case="at one's own",
    ),
    Route(
        "staff_training:requirement_new",
        data=lambda world: {**NEW, "institutions": ["diak", "kamk"]},
        get=COUNTED,
        post=MANAGED,
        case="at several",
    ),
    Route(
        "staff_training:requirement_edit",
        at=of_requirement,
        data=lambda world: {**NEW, "save": "1"},
        get=COUNTED,
        post=MANAGED,
        case="a live one",
    ),
    Route(
        "staff_training:requirement_edit",
        at=lambda world: {"public_id": world.draft.public_id},
        data=lambda world: NEW,
        get=COUNTED,
        post=MANAGED,
        case="a draft",
    ),
    Route("staff_training:requirement_page", at=of_requirement, get=COUNTED),
    Route("staff_training:requirement_csv", at=of_requirement, get=KEPT),
    Route("staff_training:requirement_xlsx", at=of_requirement, get=KEPT),
    Route("staff_training:requirement_begin", at=of_requirement, post=MANAGED),
    Route("staff_training:requirement_end", at=of_requirement, post=MANAGED),
    Route("staff_training:person_page", at=of_person, get=KEPT),
    Route("staff_training:person_exempt", at=of_person, data=lambda world: REASON, get=KEPT, post=CHANGED),
    Route("staff_training:person_exemption_end", at=of_person, post=CHANGED),
    Route(
        "staff_training:person_take_back",
        at=lambda world: {"public_id": world.completed.public_id},
        data=lambda world: REASON,
        get=KEPT,
        post=CHANGED,
    ),
    Route("staff_training:colleague_list", get=KEPT),
    Route("staff_training:colleague_record", at=of_colleague, data=lambda world: LEARNED, get=KEPT, post=CHANGED),
    Route("staff_training:training_list", get=STAFF),
    Route("staff_training:course_page", at=of(), get=SEEN),
    Route("staff_training:course_print", at=of(), get=SEEN),
    Route("staff_training:course_begin", at=of(), post=SENT),
    Route("staff_training:lesson_page", at=of(key="read"), get=SEEN),
    Route("staff_training:lesson_done", at=of(key="read"), post=DONE),
    Route("staff_training:check_page", at=of(key="last"), get=IN_IT, post=DONE),
    Route(
        "staff_training:practice_answer",
        at=of(key="read", question="practice-1"),
        data=lambda world: {"practice-1": "a"},
        post=SEEN,
    ),
    Route(
        "staff_training:text_keep",
        at=of(key="write", text="my-day"),
        data=lambda world: {"body": "Moi"},
        post=DONE.replace("login", "403"),  # the text comes back to who is signed out
    ),
    Route(
        "staff_training:attempt_page",
        at=lambda world: {"public_id": world.attempt.public_id},
        data=lambda world: {"check-1": "b", "check-2": "b", "check-3": "b"},
        get=IN_IT,
        post=DONE,
    ),
]
