"""Base 58 as Bitcoin spells it: how Multikey and Data Integrity write bytes."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Zero bytes at the front are kept as ones."""
    number, signs = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        signs = ALPHABET[rest] + signs
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + signs


def decode(text: str) -> bytes:
    """Raises ValueError for a sign that is not of the alphabet."""
    number = 0
    for sign in text:
        if sign not in VALUES:
            raise ValueError("This is not base 58.")
        number = number * 58 + VALUES[sign]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
