"""Who may do what with courses."""

from typing import Any

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.learning.enums import CourseKind, CourseState
from wellbeing_portal.learning.models import STAFF_ROLES, Course, Enrolment


def can_enrol(user: Any, course: Course) -> bool:
    """Whoever is signed in, into an open course that they see; into one for staff with a role beyond student."""
    if not user.is_authenticated or course.state != CourseState.OPEN or course.current_id is None:
        return False
    return course.kind == CourseKind.STUDENT or standing_of(user).has_role(*STAFF_ROLES)


def can_learn(user: Any, enrolment: Enrolment) -> bool:
    """Only the person themself goes on with a course."""
    return enrolment.user_id == user.pk


def can_write_for(user: Any, owner: Institution | None) -> bool:
    """Coordinators for their own institution while it is a partner; managers and operators for the portal (None)."""
    standing = standing_of(user)
    if owner is None:
        return standing.has_role(Role.MANAGER, Role.OPERATOR)
    return standing.has_role(Role.COORDINATOR, at=owner.pk) and owner.is_partner


def can_edit_course(user: Any, course: Course) -> bool:
    """Those who write for its owner."""
    return can_write_for(user, course.owner)


def can_author(user: Any) -> bool:
    """Whether the person keeps courses at all, of whatever owner."""
    return standing_of(user).has_role(Role.COORDINATOR, Role.MANAGER, Role.OPERATOR)


def owners_for(user: Any) -> list[Institution | None]:
    """For whom the person can write a new course."""
    return [owner for owner in (*standing_of(user).institutions, None) if can_write_for(user, owner)]


def can_look_after(actor: Any, person: Any, institution: Institution) -> bool:
    """A coordinator, for somebody else of the own people: more time or tries, say."""
    return (
        actor.pk != person.pk
        and standing_of(actor).has_role(Role.COORDINATOR, at=institution.pk)
        and institution.pk in standing_of(person).own
    )


def can_record_completion(actor: Any, person: Any, course: Course, institution: Institution) -> bool:
    """Prior learning and events, in courses for staff only: what students learn is nobody else's to see."""
    return course.kind == CourseKind.STAFF and can_look_after(actor, person, institution)
