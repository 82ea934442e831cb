"""Courses in the making: the only thing about courses that is changed in place."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models.courses import Course, CourseVersion, written_by


class DraftQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who keep the course, or will keep it once it is there."""
        return self.filter(written_by(standing_of(user)))

    def open(self) -> Self:
        return self.filter(ended_at=None)


class Draft(Row):
    """The next version of a course, or the first one of a course to be. It may have flaws; what is published has none.

    ``document`` has the form of our folders. ``revision`` grows with each change: who saves says which one was read.
    One that was published or discarded is kept for a while (``actions.forget_drafts``).
    """

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts", help_text="Empty: founds one."
    )
    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=CourseKind)
    title = models.JSONField(help_text="As the document says it.")
    document = models.JSONField()
    based_on = models.ForeignKey(CourseVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    report = models.JSONField(default=list, help_text="What became of each thing that was imported.")
    made_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was published or discarded.")
    became = models.ForeignKey(CourseVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            # The slug is that of the course, so this is one for each course too.
            models.UniqueConstraint(fields=["slug"], condition=Q(ended_at=None), name="learning_draft_open_once"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(audience=Audience.EVERYONE), name="learning_draft_owned"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="learning_draft_revision"),
            models.CheckConstraint(
                condition=Q(became=None) | Q(ended_at__isnull=False), name="learning_draft_became_ended"
            ),
        ]
        indexes = [models.Index(fields=["ended_at"], name="learning_draft_ended")]

    def __str__(self) -> str:
        return f"draft of {self.slug}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def chain(self) -> str:
        """The trail that changes of the draft go into."""
        return "portal" if self.owner is None else self.owner.slug
