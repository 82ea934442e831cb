"""Pictures, films, sound and captions: what a file is says its content, never its name."""

import hashlib
import io
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from wellbeing_portal.learning.validators.containers import is_bare, without_traces

# What is kept, with the ending of its name.
ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "text/vtt": "vtt",
}
CAPTIONS = "text/vtt"
LARGEST_PICTURE, LARGEST_FILM, LARGEST_CAPTIONS = 10_000_000, 40_000_000, 500_000
# Before anything is unpacked: so many dots are 120 MB of memory.
MOST_DOTS = 30_000_000
WIDEST = 1600
_PICTURE_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_PICTURES = ("PNG", "JPEG", "WEBP", "GIF")
# What the first box of an MP4 says of itself; other families of it (HEIC, QuickTime) are shown by some browsers only.
_AUDIO_BRANDS = {b"M4A ", b"M4B "}
_FILM_BRANDS = {b"isom", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"iso2", b"iso4", b"iso5", b"iso6"}
_SVG = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<svg)", re.IGNORECASE)
_CUE = re.compile(r"^(?:\d{2,}:)?\d\d:\d\d\.\d{3} --> (?:\d{2,}:)?\d\d:\d\d\.\d{3}", re.MULTILINE)
_LOOKS = re.compile(r"^(?:STYLE|REGION)\b", re.MULTILINE)


class Kept(NamedTuple):
    """A file as it is kept. Width and height are there for pictures."""

    content: bytes
    mime: str
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def ending(self) -> str:
        return ENDINGS[self.mime]


def kept_file(content: bytes, *, anew: bool = True) -> Kept:
    """The file as it is kept, or ValidationError with a sentence.

    Pictures are drawn ``anew``, so that nothing is left in them of where and with what they were taken, and no wider
    than ``WIDEST``. Without ``anew``, one that holds nothing but a picture stays as it is, byte for byte.
    """
    mime = _kind_of(content)
    if mime == "image":
        return _picture(content, anew=anew)
    if mime == CAPTIONS:
        return Kept(_captions(content), CAPTIONS)
    if len(content) > LARGEST_FILM:
        raise ValidationError(_("This file is larger than %d MB.") % (LARGEST_FILM // 1_000_000))
    return Kept(without_traces(content) if mime.endswith("/mp4") else content, mime)


def _kind_of(content: bytes) -> str:
    """By the first bytes; all pictures are ``image``."""
    head = content[:64]
    if head[4:8] == b"ftyp" and head[8:12] in _AUDIO_BRANDS | _FILM_BRANDS:
        return "audio/mp4" if head[8:12] in _AUDIO_BRANDS else "video/mp4"
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return "video/webm"
    if head.startswith(b"OggS") and b"theora" not in content[:512]:
        return "audio/ogg"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xf3", b"\xf2")):
        return "audio/mpeg"
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")) or (head[:4], head[8:12]) == (
        b"RIFF",
        b"WEBP",
    ):
        return "image"
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return CAPTIONS
    if _SVG.match(content) and b"<svg" in content[:4096].lower():
        raise ValidationError(_("SVG drawings can carry programs. Save the drawing as PNG."))
    raise ValidationError(
        _("This is no file of a kind that a lesson can show: PNG, JPEG, WebP, MP4, WebM, MP3, M4A, OGG or WebVTT.")
    )


def _picture(content: bytes, *, anew: bool) -> Kept:
    if len(content) > LARGEST_PICTURE:
        raise ValidationError(_("This picture is larger than %d MB.") % (LARGEST_PICTURE // 1_000_000))
    try:
        # Opening reads the head only: what would not fit into memory is refused before it is unpacked.
        with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:
            width, height = picture.size
            if width * height > MOST_DOTS:
                raise ValidationError(_("This picture has more dots than a screen can show. Make it smaller."))
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                raise ValidationError(_("This picture moves. Take a still one, or a film that can be stopped."))
            mime = {"MPO": "image/jpeg", "GIF": "image/png"}.get(str(picture.format), Image.MIME[str(picture.format)])
            picture.load()
            if not anew and max(width, height) <= WIDEST and is_bare(content, mime):
                return Kept(content, mime, width, height)
            return _drawn_anew(picture, mime)
    except Image.DecompressionBombError as error:
        raise ValidationError(_("This picture has more dots than a screen can show. Make it smaller.")) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(_("This picture is broken.")) from error


def _drawn_anew(picture: Image.Image, mime: str) -> Kept:
    upright = ImageOps.exif_transpose(picture)
    if mime == "image/jpeg":
        upright = upright.convert("RGB")
    elif upright.mode not in ("L", "RGB", "RGBA"):
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    # A new picture holds the dots and nothing else.
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    how = {"image/png": {"optimize": True}, "image/jpeg": {"quality": 85}, "image/webp": {"quality": 85, "method": 6}}
    bare.save(out, format=Image.registered_extensions()[f".{ENDINGS[mime]}"], **how[mime])
    return Kept(out.getvalue(), mime, *bare.size)


def _captions(content: bytes) -> bytes:
    if len(content) > LARGEST_CAPTIONS:
        raise ValidationError(_("This file is too large."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("This file is not written in UTF-8.")) from error
    text = "\n".join(text.splitlines()).strip()
    if not _CUE.search(text):
        raise ValidationError(_("There are no captions in this file."))
    if _LOOKS.search(text):
        raise ValidationError(_("Captions are words and times only: leave out STYLE and REGION."))
    return f"{text}\n".encode()
