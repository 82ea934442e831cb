"""Pictures, films and sound: files by what they are, and what each version says of them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellbeing_portal.learning.models.courses import Course, CourseVersion, OfCourseQuerySet
from wellbeing_portal.learning.models.frozen import Frozen, FrozenQuerySet
from wellbeing_portal.learning.validators import ENDINGS


def path_of(file: "MediaFile", _name: str) -> str:
    """Where a file lies: by its own fingerprint, so that the same content lies there once."""
    return f"learning/{file.sha256[:2]}/{file.sha256}.{file.ending}"


class MediaFileQuerySet(FrozenQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Files of courses that the person sees."""
        courses = Course.objects.visible_to(user).values("pk")
        assets = MediaAsset.objects.filter(version__course__in=courses)
        captions = MediaCaptions.objects.filter(asset__version__course__in=courses)
        return self.filter(Q(pk__in=assets.values("file")) | Q(pk__in=captions.values("file")))


class MediaFile(Frozen):
    """A picture, film, sound or captions, kept once however many courses show it."""

    sha256 = models.CharField(max_length=64, unique=True)
    mime = models.CharField(max_length=20)
    size = models.PositiveIntegerField(help_text="In bytes.")
    content = models.FileField(upload_to=path_of, max_length=120)

    objects = MediaFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.ending}"

    @property
    def ending(self) -> str:
        return ENDINGS[self.mime]


class MediaAsset(Frozen):
    """What a version says of a file that it shows: words for whoever cannot see or hear it, and whose it is."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="media")
    key = models.SlugField(max_length=80)
    file = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)
    decorative = models.BooleanField(default=False)
    alt = models.JSONField(default=dict)
    legend = models.JSONField(default=dict, help_text="A line under it.")
    transcript = models.JSONField(default=dict)
    licence = models.CharField(max_length=40)
    attribution = models.CharField(max_length=300, blank=True)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="learning_media_key"),
            # Nobody is left with a picture and no words for it.
            models.CheckConstraint(condition=Q(decorative=True) | ~Q(alt={}), name="learning_media_described"),
        ]

    def __str__(self) -> str:
        return self.key


class OfMediaQuerySet(OfCourseQuerySet):
    course = "asset__version__course"


class MediaCaptions(Frozen):
    """The captions of a film or a sound in one language."""

    asset = models.ForeignKey(MediaAsset, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    file = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="+")

    objects = OfMediaQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "language"], name="learning_captions_once")]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.language}"
