"""Small files of every kind: pictures drawn here, and containers with nothing to play in them."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

# Two seconds of two colours, recorded from a canvas in a browser.
PLAYABLE = Path(__file__).with_name("film.webm").read_bytes()
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHei.\n"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(200)
OGG = b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead" + bytes(60)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(200)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(form="PNG", size=(4, 3), mode="RGB", colour="teal", **how):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format=form, **how)
    return out.getvalue()


def moving(form):
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("teal", "white")]
    frames[0].save(out, format=form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def with_place(form="JPEG"):
    """A picture that says where and with what it was taken."""
    notes = Image.Exif()
    notes[0x010F] = "Kamera"
    notes[0x8825] = {1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)}
    return picture(form, exif=notes)


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(side=30_000):
    """A PNG of some bytes that would be gigabytes of dots."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def box(name, *content):
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + name + inside


def film(*inside, brand=b"isom"):
    """An MP4 whose notes say where it was taken, before whatever else is inside."""
    notes = box(b"udta", box(b"\xa9xyz", b"+60.1708+024.9375/"))
    return box(b"ftyp", brand, bytes(4), b"mp42") + box(b"moov", box(b"mvhd", bytes(8)), notes, *inside)
