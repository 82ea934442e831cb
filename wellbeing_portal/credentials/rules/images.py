"""Pictures of badges, and badges inside pictures (baked, Open Badges 3.0 section 5.3)."""

import hashlib
import struct
import zlib

import typst

KEYWORD = b"openbadgecredential"
CDATA_END, CDATA_END_IN_JSON = "]]>", r"]]\u003e"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SIZE = 512
PNG_START = b"\x89PNG\r\n\x1a\n"
# Deep tone, middle tone: dark enough for the pale sign on them.
TINTS = (("#1f5c4c", "#2f7d68"), ("#234d74", "#33689a"), ("#6b3f5c", "#8a5678"), ("#6a4a1f", "#8a6430"))
DRAW = f"""\
#set page(width: {SIZE}pt, height: {SIZE}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: {SIZE}pt, format: "svg")
"""


def emblem(seed: str) -> str:
    """The SVG of a badge: a lantern in a ring of stones. The same seed draws the same; it holds no words."""
    numbers = hashlib.blake2s(seed.encode(), digest_size=2).digest()
    deep, middle = TINTS[numbers[0] % len(TINTS)]
    stones, turn = 12 + 2 * (numbers[1] % 7), numbers[1] % 30
    ring = f'<circle cx="256" cy="34" r="10" fill="{deep}"'
    dots = "".join(f'{ring} transform="rotate({turn + 360 * one / stones:.2f} 256 256)"/>' for one in range(stones))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'{dots}<circle cx="256" cy="256" r="192" fill="{middle}"/><circle cx="256" cy="256" r="164" fill="{deep}"/>'
        '<path d="M256 124c27 36 81 54 81 126a81 81 0 0 1-162 0c0-72 54-90 81-126z" fill="#f7efe2"/>'
        f'<circle cx="256" cy="254" r="37" fill="{middle}"/>'
        '<path d="M212 340h88v20h-88z" fill="#f7efe2"/></svg>'
    )


def drawn(svg: str) -> bytes:
    """The SVG as a PNG."""
    image: bytes = typst.compile(DRAW.encode(), format="png", ppi=72, sys_inputs={"svg": svg})
    return image


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def baked_png(png: bytes, credential: str) -> bytes:
    """The picture with the credential in it: one iTXt chunk, not compressed, before the end."""
    end = _chunk(b"IEND", b"")
    if not png.startswith(PNG_START) or not png.endswith(end):
        raise ValueError("This is not a PNG.")
    # Keyword, then: not compressed, method 0, no language, no translated keyword.
    text = KEYWORD + b"\0\0\0\0\0" + credential.encode()
    return png[: -len(end)] + _chunk(b"iTXt", text) + end


def baked_svg(svg: str, credential: str) -> str:
    """The picture with the credential right after its first tag; a JWT as an attribute, JSON as data."""
    start, rest = svg.split(">", 1)
    if credential.startswith("{"):
        # This can stand in JSON in a string only, where a sign may as well be written by its number.
        inside = f"><![CDATA[{credential.replace(CDATA_END, CDATA_END_IN_JSON)}]]>"
    else:
        inside = f' verify="{credential}">'
    return f'{start} xmlns:openbadges="{NAMESPACE}"><openbadges:credential{inside}</openbadges:credential>{rest}'
