"""Written feedback from a person: who gives it, the text that was shared, the answer, and each time it was opened."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from skills.enums import WITH_SUPPORTER, SharedState
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, Membership, standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.learning.models import Course

# For so long a supporter can come back to what they have answered.
KEPT_AFTER = datetime.timedelta(days=30)


class SupporterQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Oneself; for a coordinator those of the institution; for its people those whom they can ask."""
        if not user.is_authenticated:
            return self.none()
        standing = standing_of(user)
        kept = Q(institution__in=standing.institutions_as(Role.COORDINATOR))
        asked = Q(institution__in=standing.own, pk__in=Supporter.objects.active().values("pk"))
        return self.filter(Q(user=user) | kept | asked)

    def active(self) -> Self:
        """Those who can be asked: they agreed, nobody ended it, and they still belong to the institution."""
        belongs = Membership.objects.current().filter(user=OuterRef("user"), institution=OuterRef("institution"))
        return self.filter(Exists(belongs), agreed_at__isnull=False, ended_at=None, user__is_active=True)


class Supporter(Row):
    """Somebody whom a coordinator named, and who agreed, to answer texts of the institution's own students."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    named_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "user"], condition=Q(ended_at=None), name="skills_supporter_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def name(self) -> str:
        """By what students and coordinators know them."""
        return self.user.name or self.user.email


class SharedTextQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those that one can read as their supporter."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(student=user) | Q(pk__in=SharedText.objects.given_to(user).values("pk")))

    def given_to(self, user: Any) -> Self:
        """Those that wait for this supporter, or were answered lately; none once either side has ended it."""
        mine = Supporter.objects.active().filter(user=user)
        lately = Q(feedback=None) | Q(feedback__written_at__gt=timezone.now() - KEPT_AFTER)
        return self.filter(lately, supporter__in=mine.values("pk"), state__in=WITH_SUPPORTER, hidden_at=None)


class SharedText(Row):
    """A copy of what a student wrote, as it was when they shared it with one supporter, who does not learn their name.

    Once it is withdrawn or has come back the copy is gone.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    supporter = models.ForeignKey(Supporter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    lesson_key = models.SlugField(max_length=80)
    key = models.SlugField(max_length=80)
    body = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)
    state = models.CharField(max_length=10, choices=SharedState, default=SharedState.WAITING)
    asked_at = models.DateTimeField(default=timezone.now, help_text="When the student agreed to share it.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By moderation.")

    objects = SharedTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "course", "key"], condition=Q(state=SharedState.WAITING), name="skills_shared_once"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=WITH_SUPPORTER) & ~Q(body=""))
                | (~Q(state__in=WITH_SUPPORTER) & Q(body="", note="")),
                name="skills_shared_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["supporter", "asked_at"], name="skills_shared_queue"),
            models.Index(fields=["asked_at"], name="skills_shared_waiting", condition=Q(state=SharedState.WAITING)),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class OfSharedQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the text that it belongs to."""
        return self.filter(shared__in=SharedText.objects.visible_to(user).values("pk"))


class Feedback(Row):
    """The answer to a shared text. The student keeps it, whatever becomes of the text."""

    shared = models.OneToOneField(SharedText, on_delete=models.CASCADE, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    body = EncryptedTextField()
    written_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By moderation.")

    objects = OfSharedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.public_id)


class SharedReading(models.Model):
    """The supporter opened the text; the student sees when."""

    shared = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField(default=timezone.now)

    objects = OfSharedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.shared_id} at {self.at:%Y-%m-%d %H:%M}"
