"""A mail server on 127.0.0.1 that answers, or breaks the line, as a test tells it to, and keeps what it took."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DROP = "drop"
USUAL = {
    "EHLO": "250 sink",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "DOT": "250 taken",
    "RSET": "250 ok",
}


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.lines += 1
        self.say("220 sink")
        while words := self.rfile.readline().decode().strip():
            verb = words.upper()[:4]
            if not self.answer(verb):
                return
            if verb == "DATA" and self.answered == USUAL["DATA"]:
                # Taken before it is said, so that whoever hears 250 finds the letter here.
                self.server.taken.append(self.letter())
                if not self.answer("DOT"):
                    return
                if not self.answered.startswith("250"):
                    self.server.taken.pop()

    def letter(self) -> bytes:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += self.rfile.readline()
        return text[:-3].replace(b"\r\n..", b"\r\n.")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def answer(self, verb: str) -> bool:
        """Say what the script has for this step, once, or the usual. False: the line is broken here."""
        waiting = self.server.script.get(verb, [])
        self.answered = waiting.pop(0) if waiting else USUAL.get(verb, "500 what")
        if self.answered == DROP:
            return False
        self.say(self.answered)
        return not self.answered.startswith("421")


class MailServer(socketserver.ThreadingTCPServer):
    """``script`` holds what to answer next to EHLO, MAIL, RCPT, DATA and DOT (the end of the text)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.script: dict[str, list[str]] = {}
        self.taken: list[bytes] = []
        self.lines = 0
        self.certificate: Path | None = None

    def get_request(self) -> tuple[socket.socket, Any]:
        """With a certificate (and its key, in one file) the line speaks TLS from its first word."""
        line, whence = super().get_request()
        if self.certificate is None:
            return line, whence
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        return context.wrap_socket(line, server_side=True), whence

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks, or never becomes safe, is what a test asked for."""

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
