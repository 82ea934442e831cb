"""What there is to earn."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from wellbeing_portal.credentials.models.issuers import IssuerProfile, PublishedQuerySet
from wellbeing_portal.kernel.models import Row


class BadgeClass(Row):
    """A badge for one thing; ``about`` is the id of that thing, and nothing more is known of it."""

    issuer = models.ForeignKey(IssuerProfile, on_delete=models.PROTECT, related_name="badges")
    about = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "about"], name="credentials_badge_once")]

    def __str__(self) -> str:
        return str(self.public_id)


class BadgeClassVersion(Row):
    """Its wording and picture at one time. Signed badges point here, so the database refuses to change a row."""

    badge = models.ForeignKey(BadgeClass, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    description_fi = models.TextField()
    description_sv = models.TextField()
    description_en = models.TextField()
    criteria_fi = models.TextField()
    criteria_sv = models.TextField()
    criteria_en = models.TextField()
    picture_svg = models.TextField()
    picture_png = models.BinaryField()
    published_at = models.DateTimeField(default=timezone.now)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["badge", "number"], name="credentials_version_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="credentials_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.badge_id} v{self.number}"

    def said(self, field: str, language: str = "") -> str:
        """Its name, description or criteria in a language; without one, the reader's."""
        text: str = getattr(self, f"{field}_{(language or get_language() or 'fi')[:2]}")
        return text

    @property
    def name(self) -> str:
        return self.said("name")

    @property
    def description(self) -> str:
        return self.said("description")

    @property
    def criteria(self) -> str:
        return self.said("criteria")
