"""The token by which a mail is left with one press: sealed, opaque, and good for one person and one list."""

from typing import Any

from wellbeing_portal.kernel.fields import InvalidToken, decrypt, encrypt
from wellbeing_portal.kernel.voice import kind_named
from wellbeing_portal.notifications.models import LETTER


def token_of(user: Any, name: str) -> str:
    """``name`` is the name of a kind, or of the letter of the day."""
    return encrypt(f"leave:{user.public_id}:{name}")


def read_token(token: str) -> tuple[str, str] | None:
    """The public id of the person and the name of the list; None for anything that we did not make."""
    # Programs that find addresses in a text drop signs at the end that look like the end of a sentence.
    padded = token + "=" * (-len(token) % 4)
    try:
        purpose, person, name = decrypt(padded).split(":")
    except (InvalidToken, ValueError):
        return None
    return (person, name) if purpose == "leave" else None


def list_of(token: str) -> str | None:
    """The name of the list that the token leaves, if it can be left; nobody is looked up."""
    read = read_token(token)
    if read is None:
        return None
    kind = kind_named(read[1])
    return read[1] if read[1] == LETTER or (kind is not None and not kind.required) else None
