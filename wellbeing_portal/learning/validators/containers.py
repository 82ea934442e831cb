"""What lies in a file besides its picture or film: where it was taken, with what, by whom, or another file."""

import re
import struct
from collections.abc import Iterator

# Parts without which there is no picture; anything else tells of something else.
_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"bKGD"}
_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
# Quantisation, Huffman tables, frames, restarts; APP0 says JFIF, APP14 how colours were turned.
_JPEG = {0xDB, 0xC4, 0xC0, 0xC1, 0xDD, 0xE0, 0xEE}
_SCAN = 0xDA
# Inside the scan of a picture 0xFF is followed by 0x00 or a restart; whatever else follows it ends the scan.
_ENDS_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
# Boxes of an MP4 that hold others, and those that tell where and with what it was taken.
_HOLDS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}
_TELLS = {b"udta", b"meta", b"uuid"}


def is_bare(content: bytes, mime: str) -> bool:
    """Whether a whole picture holds nothing besides itself: no notes, no place, nothing after its end."""
    try:
        return {"image/png": _is_bare_png, "image/jpeg": _is_bare_jpeg, "image/webp": _is_bare_webp}[mime](content)
    except (struct.error, IndexError):
        return False


def _is_bare_png(content: bytes) -> bool:
    at, name = 8, b""
    while name != b"IEND":
        (size,), name = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        if name not in _PNG:
            return False
        at += 12 + size
    return at == len(content)


def _is_bare_webp(content: bytes) -> bool:
    (size,) = struct.unpack("<I", content[4:8])
    at = 12
    while at < len(content):
        (length,) = struct.unpack("<I", content[at + 4 : at + 8])
        if content[at : at + 4] not in _WEBP:
            return False
        at += 8 + length + length % 2
    return at == len(content) == size + 8


def _is_bare_jpeg(content: bytes) -> bool:
    at = 2
    while content[at + 1] != _SCAN:
        if content[at] != 0xFF or content[at + 1] not in _JPEG:
            return False
        (size,) = struct.unpack(">H", content[at + 2 : at + 4])
        # A small picture inside the first part would be another picture.
        if content[at + 1] == 0xE0 and size != 16:
            return False
        at += 2 + size
    end = _ENDS_SCAN.search(content, at + 2)
    return end is not None and end[0] == b"\xff\xd9" and end.end() == len(content)


def without_traces(content: bytes) -> bytes:
    """An MP4 or M4A without its notes: they become free room of the same length, so that nothing in it moves."""
    made = bytearray(content)
    for name, begins, ends in _telling_boxes(content, 0, len(content)):
        made[name : name + 4] = b"free"
        made[begins:ends] = bytes(ends - begins)
    return bytes(made)


def _telling_boxes(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where the name of each stands, and where its content begins and ends."""
    at = start
    while at + 8 <= end:
        (size,), name = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        head = 8
        if size == 1 and at + 16 <= end:
            (size,), head = struct.unpack(">Q", content[at + 8 : at + 16]), 16
        size = end - at if size == 0 else size
        if size < head or at + size > end:
            return
        if name in _TELLS:
            yield at + 4, at + head, at + size
        elif name in _HOLDS:
            yield from _telling_boxes(content, at + head, at + size)
        at += size
