"""What somebody has done: lessons, attempts at checks, and the ledger of completions."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.learning.enums import AttemptState, How
from wellbeing_portal.learning.models.content import KnowledgeCheck, Question
from wellbeing_portal.learning.models.courses import Course, CourseVersion, Enrolment, StatusQuerySet


class OwnQuerySet(WalledQuerySet):
    """Rows that are one person's alone; ``owner`` is the way from them to the person."""

    owner = "user"

    def visible_to(self, user: Any) -> Self:
        """The person's own. No role sees them."""
        return self.filter(**{self.owner: user}) if user.is_authenticated else self.none()


class OfEnrolmentQuerySet(OwnQuerySet):
    owner = "enrolment__user"


class LessonCompletion(models.Model):
    """A lesson that somebody has opened, and perhaps done."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.SlugField(max_length=80)
    opened_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)

    objects = OfEnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="learning_lesson_once"),
            models.CheckConstraint(
                condition=Q(completed_at=None, how="") | (Q(completed_at__isnull=False) & ~Q(how="")),
                name="learning_lesson_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_key}"


class Attempt(Row):
    """One try at a check. ``sheet`` is what was asked, in its order; it is fixed when the attempt begins."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    check_of = models.ForeignKey(KnowledgeCheck, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    sheet = models.JSONField(help_text="[question key, [choice keys], [match keys]] … in the order shown.")
    state = models.CharField(max_length=12, choices=AttemptState, default=AttemptState.IN_PROGRESS)
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="End of the time; empty: no limit.")
    ended_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    max_points = models.PositiveSmallIntegerField()
    passed = models.BooleanField(null=True, blank=True)

    objects = OfEnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "check_of", "number"], name="learning_attempt_number"),
            models.UniqueConstraint(
                fields=["enrolment", "check_of"],
                condition=Q(state=AttemptState.IN_PROGRESS),
                name="learning_attempt_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.IN_PROGRESS, ended_at=None, points=None, passed=None)
                | (
                    ~Q(state=AttemptState.IN_PROGRESS)
                    & Q(ended_at__isnull=False, passed__isnull=False, points__lte=F("max_points"))
                ),
                name="learning_attempt_result",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class OfAttemptQuerySet(OwnQuerySet):
    owner = "attempt__enrolment__user"


class AttemptAnswer(models.Model):
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField()
    points = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Known once the attempt has ended.")

    objects = OfAttemptQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="learning_answer_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_id}"


class CompletionRecord(Row):
    """The ledger: written once, kept whatever happens to the course. The only changes are that it was voided, and told.

    What it says of dates is what the certificate says; nothing is reckoned again later.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="completions")
    cycle = models.PositiveSmallIntegerField()
    completed_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day; empty: for good.")
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Percent; empty: there was no check.")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    institution = models.ForeignKey(Institution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_manual = models.BooleanField(default=False)
    granter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = EncryptedTextField(blank=True, help_text="Why it was recorded by hand.")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    voided_why = EncryptedTextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When those who follow completions had heard.")

    objects = StatusQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course", "cycle"], condition=Q(voided_at=None), name="learning_completion_once"
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="learning_completion_score"),
            models.CheckConstraint(
                condition=Q(is_manual=False, reason="") | (Q(is_manual=True) & ~Q(reason="")),
                name="learning_completion_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "completed_at"], name="learning_completion_course"),
            models.Index(fields=["completed_at"], condition=Q(told_at=None), name="learning_completion_untold"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class DeviationQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and for coordinators those granted at their institution."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(institution__in=standing_of(user).institutions_as(Role.COORDINATOR)))


class Deviation(Row):
    """More time, tries or days for one person in one course, or in one lesson of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deviations")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="deviations")
    lesson_key = models.SlugField(max_length=80, blank=True, help_text="Empty: the whole course.")
    extra_days = models.PositiveSmallIntegerField(default=0)
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    extra_time = models.PositiveSmallIntegerField(default=0, help_text="Percent of the time limit.")
    reason = EncryptedTextField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "course", "lesson_key"], name="learning_deviation_once")]

    def __str__(self) -> str:
        return str(self.public_id)
