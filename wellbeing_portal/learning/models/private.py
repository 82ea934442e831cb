"""What is the person's own: reflections and saved self-assessments. Encrypted, and shown to nobody else."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row
from wellbeing_portal.learning.models.courses import Course
from wellbeing_portal.learning.models.progress import OwnQuerySet


class ReflectionEntry(Row):
    """What somebody wrote under a question of a lesson. It outlives versions and cycles of the course."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    lesson_key = models.SlugField(max_length=80)
    key = models.SlugField(max_length=80)
    body = EncryptedTextField(max_length=10_000)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "course", "key"], name="learning_reflection_once")]

    def __str__(self) -> str:
        return str(self.public_id)


class SelfAssessmentResponse(Row):
    """Answers that their owner asked to keep. What they mean is worked out when the owner looks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="self_assessments")
    instrument = models.SlugField(max_length=80)
    edition = models.PositiveSmallIntegerField()
    answers = EncryptedTextField(help_text="JSON: keys of statements to values.")
    made_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(help_text="Key of the form it came from.")

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "once"], name="learning_response_once")]
        indexes = [models.Index(fields=["user", "instrument", "-made_at"], name="learning_response_own")]

    def __str__(self) -> str:
        return str(self.public_id)
