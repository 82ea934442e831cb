"""Courses, their published versions, and who is in them."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Audience, Role
from wellbeing_portal.institutions.models import (
    Institution,
    Membership,
    Shared,
    SharedQuerySet,
    Standing,
    audience_of,
    standing_of,
)
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.learning.enums import CourseKind, CourseState, Level, Source
from wellbeing_portal.learning.models.frozen import Frozen, FrozenQuerySet

# Whom courses for staff are for, wherever they have the role.
STAFF_ROLES = tuple(role for role in Role if role != Role.STUDENT)


def written_by(standing: Standing, prefix: str = "") -> Q:
    """Courses that somebody keeps: coordinators those of their institution, managers and operators the portal's own."""
    kept = Q(**{f"{prefix}owner__in": standing.institutions_as(Role.COORDINATOR)})
    if standing.has_role(Role.MANAGER, Role.OPERATOR):
        kept |= Q(**{f"{prefix}owner": None})
    return kept


class CourseQuerySet(SharedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Anybody, signed in or not: open courses for students that are everyone's.

        The audience: open courses, those for staff only with a role beyond student. Whoever is in a course: that
        one, archived too. Those who keep it: whatever it is.
        """
        is_open = Q(state=CourseState.OPEN, current__isnull=False)
        public = is_open & Q(kind=CourseKind.STUDENT, audience=Audience.EVERYONE)
        if not user.is_authenticated:
            return self.filter(public)
        standing = standing_of(user)
        taught = is_open & audience_of(self.model, user)
        if not standing.has_role(*STAFF_ROLES):
            taught &= Q(kind=CourseKind.STUDENT)
        mine = Enrolment.objects.filter(course=OuterRef("pk"), user=user)
        return self.filter(public | taught | Exists(mine) | written_by(standing))

    def kept_by(self, user: Any) -> Self:
        """Those that the person keeps: edits, archives, exports."""
        return self.filter(written_by(standing_of(user)))


class Course(Shared):
    """A course, whatever its versions say. Without an owner it is the portal's own, and everyone's."""

    owner = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=CourseKind)
    state = models.CharField(max_length=10, choices=CourseState, default=CourseState.OPEN)
    current = models.ForeignKey(
        "CourseVersion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The newest version, which new learners get; empty: nothing is published.",
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(audience=Audience.EVERYONE), name="learning_course_owned"
            )
        ]
        indexes = [models.Index(fields=["kind", "state"], name="learning_course_shelf")]

    def __str__(self) -> str:
        return self.slug

    @property
    def chain(self) -> str:
        """The trail that changes of the course go into."""
        return "portal" if self.owner is None else self.owner.slug


class OfCourseQuerySet(FrozenQuerySet):
    """Rows of a version; ``course`` is the way from them to the course."""

    course = "version__course"

    def visible_to(self, user: Any) -> Self:
        """Whoever sees the course sees what its versions say."""
        return self.filter(**{f"{self.course}__in": Course.objects.visible_to(user).values("pk")})


class VersionQuerySet(OfCourseQuerySet):
    course = "course"


class CourseVersion(Row, Frozen):
    """What a course says from one publication to the next. Short texts are languages to texts."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.JSONField()
    summary = models.JSONField()
    outcomes = models.JSONField(default=list)
    languages = models.JSONField(help_text="Codes of the languages it is written in.")
    level = models.CharField(max_length=10, choices=Level)
    topics = models.JSONField(default=list)
    licence = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField(help_text="Of all required lessons together.")
    lesson_count = models.PositiveIntegerField(help_text="Required lessons.")
    pass_mark = models.PositiveSmallIntegerField(default=80, validators=[MaxValueValidator(100)])
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: for good.")
    content_hash = models.CharField(max_length=64)
    change_note = models.CharField(max_length=500, blank=True)
    material_change = models.BooleanField(default=False, help_text="Those who completed an older one should look anew.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="learning_version_number"),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="learning_version_pass_mark"),
            models.CheckConstraint(condition=Q(lesson_count__gte=1), name="learning_version_has_lessons"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"


class ManuscriptQuerySet(FrozenQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who keep the course: a manuscript holds the right answers."""
        return self.filter(written_by(standing_of(user), "version__course__"))


class Manuscript(Frozen):
    """The version as the folder says it, right answers too: what is exported, compared and edited further."""

    version = models.OneToOneField(CourseVersion, on_delete=models.CASCADE, related_name="manuscript")
    document = models.JSONField()

    objects = ManuscriptQuerySet.as_manager()

    def __str__(self) -> str:
        return f"manuscript of {self.version_id}"


def of_my_people(user: Any) -> Q:
    """Rows of people whose institution the person coordinates, about courses for staff.

    What somebody does in courses for students is shown to nobody else.
    """
    places = standing_of(user).institutions_as(Role.COORDINATOR)
    people = Membership.objects.current().filter(institution__in=places).values("user")
    return Q(course__kind=CourseKind.STAFF, user__in=people)


class StatusQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and for a coordinator those of the own people in courses for staff."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | of_my_people(user))


class Enrolment(Row):
    """Somebody's way through one version of a course; each renewal is a cycle with a way of its own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="enrolments")
    cycle = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=10, choices=Source, default=Source.SELF)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where the person belonged when it began, for figures.",
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    last_lesson = models.SlugField(max_length=80, blank=True, help_text="Key of the lesson opened last.")
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = StatusQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "course", "cycle"], name="learning_enrolment_cycle"),
            models.CheckConstraint(condition=Q(cycle__gte=1), name="learning_enrolment_from_one"),
        ]
        indexes = [models.Index(fields=["user", "-seen_at"], name="learning_enrolment_recent")]

    def __str__(self) -> str:
        return str(self.public_id)
