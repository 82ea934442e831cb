"""What a file is says its content. What could harm somebody, or tell on somebody, is not kept."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from tests.support.media import MP3, OGG, SVG, VTT, WEBM, bomb, box, chunk, film, moving, picture, with_place
from wellbeing_portal.learning.validators import files
from wellbeing_portal.learning.validators.containers import is_bare
from wellbeing_portal.learning.validators.files import kept_file

PHP = b"<?php system('id');"
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "mime", "ending"),
    [
        (picture("PNG"), "image/png", "png"),
        (picture("JPEG"), "image/jpeg", "jpg"),
        (picture("WEBP"), "image/webp", "webp"),
        (picture("GIF"), "image/png", "png"),
        (film(), "video/mp4", "mp4"),
        (film(brand=b"M4A "), "audio/mp4", "m4a"),
        (WEBM, "video/webm", "webm"),
        (MP3, "audio/mpeg", "mp3"),
        (OGG, "audio/ogg", "ogg"),
        (VTT, "text/vtt", "vtt"),
        (b"\xef\xbb\xbf" + VTT.replace(b"\n", b"\r\n"), "text/vtt", "vtt"),
    ],
)
def test_what_a_file_is_says_its_content(content, mime, ending):
    file = kept_file(content)
    assert (file.mime, file.ending) == (mime, ending)
    assert ((file.width, file.height) == (4, 3)) == mime.startswith("image/")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no file of a kind"),
        (PAGE, "no file of a kind"),
        (b"%PDF-1.7", "no file of a kind"),
        (b"PK\x03\x04" + bytes(40), "no file of a kind"),
        (b"MZ" + bytes(60), "no file of a kind"),
        (box(b"ftyp", b"heic", bytes(8)), "no file of a kind"),
        (b"OggS" + bytes(24) + b"\x80theora", "no file of a kind"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "no file of a kind"),
        (SVG, "SVG drawings can carry programs"),
        (b'<?xml version="1.0"?>\n<!-- x -->' + SVG, "SVG drawings can carry programs"),
        (b"\x89PNG\r\n\x1a\n" + PAGE, "broken"),
        (picture("PNG", size=(400, 300))[:60], "broken"),
        (picture("JPEG")[:200], "broken"),
        (b"GIF89a=alert(1)//" + bytes(30), "broken"),
        (bomb(), "more dots"),
        (bomb(8_000), "more dots"),
        (moving("GIF"), "moves"),
        (moving("WEBP"), "moves"),
        (moving("PNG"), "moves"),
        (b"WEBVTT\n\nonly words", "no captions"),
        (b"WEBVTT\n\nSTYLE\n::cue { background: url(//x) }\n\n00:00.000 --> 00:02.000\nHei.\n", "STYLE"),
        (VTT + b"\xff", "UTF-8"),
        (VTT + bytes(500_000), "too large"),
        (b"\x89PNG\r\n\x1a\n" + bytes(10_000_000), "larger than 10 MB"),
    ],
)
def test_what_a_lesson_cannot_show_is_refused_with_a_sentence(content, said):
    with translation.override("en"), pytest.raises(ValidationError, match=said):
        kept_file(content)


def test_a_film_is_not_too_large(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILM", 100)
    with translation.override("en"), pytest.raises(ValidationError, match="larger than"):
        kept_file(film(bytes(100)))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("anew", [True, False])
def test_where_a_picture_was_taken_is_not_kept(form, anew):
    content = with_place(form)
    assert b"Kamera" in content
    file = kept_file(content, anew=anew)
    assert b"Kamera" not in file.content
    with Image.open(io.BytesIO(file.content)) as kept:
        assert (dict(kept.getexif()), kept.info.get("exif")) == ({}, None)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("anew", [True, False])
def test_another_file_behind_a_picture_is_not_kept(form, anew):
    file = kept_file(picture(form) + PHP + PAGE, anew=anew)
    assert b"script" not in file.content
    assert b"php" not in file.content


@pytest.mark.parametrize("anew", [True, False])
def test_words_inside_a_picture_are_not_kept(anew):
    content = picture("PNG")
    inside = content[:33] + chunk(b"tEXt", b"Comment\x00" + PAGE) + content[33:]
    assert b"script" not in kept_file(inside, anew=anew).content
    noted = picture("JPEG", comment=PAGE)
    assert b"script" in noted
    assert b"script" not in kept_file(noted, anew=anew).content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "CMYK"])
def test_what_we_drew_ourselves_stays_as_it_is(form, mode):
    if (form, mode) in {("JPEG", "RGBA"), ("JPEG", "P"), ("PNG", "CMYK"), ("WEBP", "CMYK")}:
        pytest.skip("there is no such picture")
    once = kept_file(picture(form, mode=mode, colour=0 if mode in ("L", "P") else "teal"))
    assert kept_file(once.content, anew=False) == once


def test_a_picture_is_no_wider_than_a_screen_and_stands_upright():
    notes = Image.Exif()
    notes[0x0112] = 6
    file = kept_file(picture("JPEG", size=(3200, 1600), exif=notes), anew=False)
    assert (file.width, file.height) == (800, 1600)


def test_a_picture_that_shines_through_goes_on_doing_so():
    file = kept_file(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    with Image.open(io.BytesIO(file.content)) as kept:
        assert kept.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (picture(form)[:30], mime)
        for form, mime in (("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"))
    ],
)
def test_a_piece_of_a_picture_is_not_bare(content, mime):
    assert not is_bare(content, mime)


def test_where_a_film_was_taken_is_not_kept_and_nothing_in_it_moves():
    wide = b"\x00\x00\x00\x01uuid" + (24).to_bytes(8, "big") + b"Helsinki"
    content = film(box(b"trak", box(b"mdia", box(b"meta", b"Helsinki")))) + box(b"mdat", b"Helsinki") + wide
    file = kept_file(content)
    assert len(file.content) == len(content)
    assert b"+60.1708" not in file.content
    assert file.content.count(b"Helsinki") == 1
    assert file.content.index(b"mdat") == content.index(b"mdat")
    assert kept_file(file.content) == file


@pytest.mark.parametrize("inside", [b"\x00\x00\x00\x04udta", b"\xff\xff\xff\xffudta", b"\x00\x00"])
def test_a_film_that_is_cut_off_is_left_alone(inside):
    content = film() + inside
    assert kept_file(content).content[-len(inside) :] == inside
