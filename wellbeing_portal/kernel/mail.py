"""A line to the mail server that is kept open, and that knows what is certain when it breaks."""

import enum
import io
import re
import secrets
import smtplib
from email.generator import BytesGenerator
from email.policy import Compat32
from typing import Any, NamedTuple, Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend


class Result(enum.Enum):
    ACCEPTED = "accepted"
    LATER = "later"  # certainly not taken; trying again may help
    REFUSED = "refused"  # the letter was refused for good
    NO_SUCH_ADDRESS = "no such address"  # the address was refused for good
    UNKNOWN = "unknown"  # the line broke between the last dot and the answer


class Answer(NamedTuple):
    """What became of a letter: the SMTP code (0 where there was none) and a reason without addresses."""

    result: Result
    code: int = 0
    reason: str = ""


# After the text was heard, these say something about the mailbox, others about the text (RFC 5321, 4.2.3).
ABOUT_THE_MAILBOX = frozenset({550, 551, 552, 553})


class _ShortLines(Compat32):
    """The library's way to write headers, with a shorter one for those that need no folding and no encoding."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, str) and value.isascii() and value.isprintable() and len(name) + len(value) < 76:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


# Lines of a letter end so (RFC 5321, 2.3.8).
LINES = _ShortLines(linesep="\r\n")


def _bytes_of(letter: EmailMessage) -> bytes:
    """The letter as it goes over the line. Its boundary is drawn here: the library would search the text for one."""
    message = letter.message()
    if message.is_multipart():
        message.set_boundary(f"=_{secrets.token_hex(24)}")
    written = io.BytesIO()
    BytesGenerator(written, mangle_from_=False, policy=LINES).flatten(message)
    return written.getvalue()


class Post:
    """``with Post() as post: post.hand_over(letter)``, for letters to one address each.

    Django's own backend does not say whether a letter was handed over when the line breaks, so the
    dialogue of a letter (RFC 5321) is led here; opening, TLS and sign-in are the backend's.
    """

    def __init__(self) -> None:
        self._backend: Any = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if isinstance(self._backend, EmailBackend):
            self._close()

    def hand_over(self, letter: EmailMessage) -> Answer:
        """Never raises for what the mail server or the network does."""
        if not isinstance(self._backend, EmailBackend):
            return self._hand_to_backend(letter)
        try:
            self._backend.open()
        except smtplib.SMTPResponseException as error:
            # Our own sign-in was refused, say: nobody's address is to blame.
            return self._broken(Result.LATER, error.smtp_code, type(error).__name__)
        except (smtplib.SMTPException, OSError) as error:
            return self._broken(Result.LATER, 0, type(error).__name__)
        line: Any = self._backend.connection
        return self._dialogue(line, letter)

    def _hand_to_backend(self, letter: EmailMessage) -> Answer:
        try:
            self._backend.send_messages([letter])
        except (smtplib.SMTPException, OSError) as error:
            return Answer(Result.LATER, 0, type(error).__name__)
        return Answer(Result.ACCEPTED, 250)

    def _dialogue(self, line: smtplib.SMTP, letter: EmailMessage) -> Answer:
        # Quoted as RFC 5321 4.5.2 asks: a dot at the beginning of a line is doubled.
        text = re.sub(rb"(?m)^\.", b"..", _bytes_of(letter))
        text += b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
        said_all = False
        try:
            line.ehlo_or_helo_if_needed()
            code, _words = line.mail(letter.from_email)
            if code != 250:
                return self._broken(Result.LATER, code, "sender refused")
            code, _words = line.rcpt(letter.to[0])
            if code not in (250, 251):
                return self._refused(line, code, Result.NO_SUCH_ADDRESS, "address refused")
            code, _words = line.docmd("DATA")
            if code != 354:
                return self._refused(line, code, Result.REFUSED, "text not wanted")
            line.send(text)
            said_all = True
            code, _words = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return self._broken(Result.UNKNOWN if said_all else Result.LATER, 0, type(error).__name__)
        if code == 250:
            return Answer(Result.ACCEPTED, code)
        about = Result.NO_SUCH_ADDRESS if code in ABOUT_THE_MAILBOX else Result.REFUSED
        return self._refused(line, code, about, "text refused")

    def _refused(self, line: smtplib.SMTP, code: int, for_good: Result, reason: str) -> Answer:
        """4xx may pass later, 5xx is final; the line goes on unless the server says goodbye (421)."""
        if code == 421:
            return self._broken(Result.LATER, code, reason)
        try:
            line.rset()
        except (smtplib.SMTPException, OSError):
            self._close()
        return Answer(Result.LATER if code < 500 else for_good, code, reason)

    def _broken(self, result: Result, code: int, reason: str) -> Answer:
        self._close()
        return Answer(result, code, reason)

    def _close(self) -> None:
        """The next letter opens a line of its own. Django keeps one whose sign-in failed in the second place."""
        for place in ("connection", "_partial_connection"):
            line = getattr(self._backend, place, None)
            if line is not None:
                # Not quit(): it waits for an answer that may never come.
                line.close()
                setattr(self._backend, place, None)
