"""A mail server that fails on purpose: ``python -m tests.faults.sink PORT FOLDER``.

The word before the dash in an address says what happens to its mails; what was accepted is appended to
FOLDER/accepted before the answer leaves. A file FOLDER/hold-POINT-WORD holds the next dialogue at that point:
it becomes FOLDER/held, with the port of the other side and the address in it, until somebody takes it away.
"""

import asyncio
import contextlib
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.smtp import SMTP, syntax

PATIENCE = 20
# What is answered at RCPT on the first attempts; after the last one all is well, except where it is for good.
AT_ADDRESS = {"soft": ["451 later", "452 later"], "bye": ["421 goodbye"], "grey": ["450 greylisted"]}
AT_TEXT = {"late": ["450 later", "454 later"]}
FOR_GOOD = {
    "hard": "550 no such mailbox",
    "moved": "551 moved away",
    "full": "552 mailbox full",
    "odd": "553 no such name",
}
REFUSED = {"refuse": "554 not this text"}


class Sink:
    def __init__(self, folder):
        self.folder = folder
        self.attempts = Counter()
        self.accepted = os.open(folder / "accepted", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def pace(self):
        return float((self.folder / "pace").read_text())

    async def hold(self, point, address, session):
        word = address.partition("-")[0]
        held = self.folder / "held"
        try:
            (self.folder / f"hold-{point}-{word}").rename(self.folder / "holding")
        except FileNotFoundError:
            return
        (self.folder / "holding").write_text(f"{session.peer[1]} {address}")
        (self.folder / "holding").rename(held)
        until = time.monotonic() + PATIENCE
        while held.exists() and time.monotonic() < until:
            await asyncio.sleep(0.01)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        word = address.partition("-")[0]
        turn = self.attempts[address]
        self.attempts[address] += 1
        await asyncio.sleep(0.3 if word == "tar" else self.pace())
        await self.hold("address", address, session)
        if word in FOR_GOOD:
            return FOR_GOOD[word]
        if turn < len(AT_ADDRESS.get(word, ())):
            return AT_ADDRESS[word][turn]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def before_text(self, server, session, address):
        """True: the line was cut."""
        word, first = address.partition("-")[0], self.attempts[address] == 1
        await self.hold("text", address, session)
        if word == "tar":
            await asyncio.sleep(0.3)
        if word == "hang" and first:
            await asyncio.sleep(4)
        if word == "cutbefore" and first:
            server.transport.abort()
            return True
        return False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        address = envelope.rcpt_tos[0]
        word, turn = address.partition("-")[0], self.attempts[address] - 1
        if word in REFUSED:
            return REFUSED[word]
        if turn < len(AT_TEXT.get(word, ())):
            return AT_TEXT[word][turn]
        if word == "cutlost" and turn == 0:
            server.transport.abort()
            return "250 never heard"
        mark = re.search(rb"(?mi)^Message-ID: *(\S+)", envelope.content).group(1).decode()
        os.write(self.accepted, f"{time.time()} {mark} {address}\n".encode())
        await self.hold("answer", address, session)
        if word == "cutkept" and turn == 0:
            server.transport.abort()
        return "250 OK"


class Server(SMTP):
    @syntax("DATA")
    async def smtp_DATA(self, arg):  # noqa: N802
        addresses = self.envelope.rcpt_tos
        if addresses and await self.event_handler.before_text(self, self.session, addresses[0]):
            return
        await super().smtp_DATA(arg)


async def serve(port, folder):
    sink = Sink(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(sink, hostname="sink.example"), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
