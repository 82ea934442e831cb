"""Pictures, films and sound: kept by what they are, and said of in a version."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.models import CourseVersion, MediaAsset, MediaCaptions, MediaFile
from wellbeing_portal.learning.validators import Kept


def keep_files(files: Iterable[Kept]) -> None:
    """Keep each file, once. One that was lost from the disk is put back."""
    for file in files:
        row = MediaFile(sha256=file.sha256, mime=file.mime, size=len(file.content))
        row.content.name = row.content.field.generate_filename(row, "")
        storage = row.content.storage
        if not storage.exists(row.content.name):
            storage.save(row.content.name, ContentFile(file.content))
        # Somebody else may keep the same at the same moment.
        MediaFile.objects.bulk_create([row], ignore_conflicts=True)


def write_media(version: CourseVersion, media: list[dict[str, Any]]) -> None:
    """The rows of what a version shows. The files must have been kept."""
    files = queries.media_contents(media)
    for item in media:
        captions = item.get("captions", {})
        if not {item["sha256"], *captions.values()} <= files.keys():
            raise Refusal(_("The file of “%s” is missing.") % item["key"])
        asset = MediaAsset.objects.create(
            version=version,
            key=item["key"],
            file=files[item["sha256"]],
            width=item.get("width"),
            height=item.get("height"),
            decorative=item.get("decorative", False),
            alt=item.get("alt", {}),
            legend=item.get("legend", {}),
            transcript=item.get("transcript", {}),
            licence=item["licence"],
            attribution=item.get("attribution", ""),
        )
        MediaCaptions.objects.bulk_create(
            MediaCaptions(asset=asset, language=code, file=files[name]) for code, name in captions.items()
        )
