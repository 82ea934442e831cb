"""The bitstring of a status list (W3C Bitstring Status List): one bit for each badge, set when it was revoked."""

import gzip

from wellbeing_portal.credentials.rules.keys import b64url


def is_set(bits: bytes, index: int) -> bool:
    """The first bit is the leftmost of the first byte."""
    return bool(bits[index // 8] & (0x80 >> index % 8))


def with_bit(bits: bytes, index: int) -> bytes:
    """A copy with this bit set."""
    changed = bytearray(bits)
    changed[index // 8] |= 0x80 >> index % 8
    return bytes(changed)


def encoded(bits: bytes) -> str:
    """Packed and written as multibase base64url."""
    return "u" + b64url(gzip.compress(bits, mtime=0))
