"""A theme chat of many people on this machine, beside readers of group pages: ``python -m bench.chat``.

Everybody reads as static/js/chat.js does: after the pause that the server names, more seldom when it does not answer,
and what did not arrive is sent again under its key. Measured is the time from pressing send until each of the others
has the message, and the group page before and during the chat. ``--kill`` strikes the web server dead in the middle.
Everything runs on the same processors, also the people; who reads group pages is a process of its own.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from bench.machine import family, used
from tests.support import servers

# ruff: noqa: PLC0415, S311 - settings come from the environment; chance here is no secret

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"sana-(\d+)-")
CSRF = "a" * 32
# Status, header fields in lower case, body.
Answer = tuple[int, dict[str, str], str]


def fill(people: int) -> dict[str, Any]:
    """A chat with so many people in it, and a group with conversations; gives addresses and sessions."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from communities import actions
    from communities.models import Chat, ChatGuest, Group, Member
    from wellbeing_portal.accounts.actions import begin_session
    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.institutions.models import Institution, Membership

    call_command("migrate", verbosity=0, interactive=False)
    with open(os.devnull, "w") as nowhere:
        call_command("load_partners", verbosity=0, stdout=nowhere)
    place = Institution.objects.unscoped("filling a benchmark").get(slug="diak")
    users = User.objects.bulk_create([User(email=f"chat{n}@bench.example") for n in range(people)])
    Membership.objects.bulk_create([Membership(user=user, institution=place, role="student") for user in users])
    now = timezone.now()
    chat = Chat.objects.create(
        owner=place, theme="Kun uni ei tule", language="fi", opens_at=now, ends_at=now + timedelta(hours=2),
        opened_at=now, host_seen_at=now + timedelta(hours=1), holds_first=0, guest_count=people,
    )  # fmt: skip
    for number, user in enumerate(users):
        ChatGuest.objects.create(chat=chat, user=user, nickname=f"Sateinen silta {number}")
    group = Group.objects.create(
        owner=place,
        slug="uni-ja-illat",
        title_fi="Uni",
        summary_fi="Uni.",
        form="support",
        speaks_fi=True,
        state="open",
    )
    members = [
        Member.objects.create(group=group, user=user, pseudonym=f"Tyyni kuusi {n}", accepted_rules_at=now)
        for n, user in enumerate(users[:20])
    ]
    for number in range(30):
        actions.start_thread(members[number % len(members)], title=f"Keskustelu {number}", body="Moi. " * 40)

    def signed_in(user: Any) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        begin_session(session)
        session.save()
        return session.session_key

    return {
        "chat": chat.get_absolute_url(),
        "group": f"/communities/{group.slug}/",
        "keys": [signed_in(user) for user in users],
    }


class Person:
    """Somebody with a session and a line to the server that is opened again when it breaks."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.key, self.line = port, key, None

    async def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        body = urlencode(fields or {}).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nAccept-Language: fi\r\n"
            f"Live: 1\r\nCookie: __Host-session={self.key}; __Host-lang=fi; __Host-csrf={CSRF}\r\n"
        )
        if fields is not None:
            head += (
                f"Origin: https://localhost\r\nX-CSRFToken: {CSRF}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
            )
        try:
            if self.line is None:
                self.line = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 21)
            reader, writer = self.line
            writer.write(f"{head}\r\n".encode() + body)
            return await asyncio.wait_for(self._answer(reader), 20)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.hang_up()
            raise ConnectionError from None

    def hang_up(self) -> None:
        if self.line is not None:
            self.line[1].close()
        self.line = None

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in rest if line)
        length = int(fields.get("content-length", 0))
        return int(first.split()[1]), fields, (await reader.readexactly(length)).decode()


class Run:
    """What was said when, and who had it when."""

    def __init__(self, plan: dict[str, Any], port: int, seconds: float, a_second: float) -> None:
        self.plan, self.port = plan, port
        self.seconds, self.a_second = seconds, a_second
        self.said: dict[str, float] = {}
        self.took: list[float] = []
        self.answers: list[float] = []
        self.lost = self.doubled = self.asked = 0
        self.ended = asyncio.Event()

    async def read(self, key: str) -> None:
        person, known, again, misses, seen = Person(self.port, key), 0, 1000, 0, {}
        await asyncio.sleep(random.random())
        last = False
        while True:
            last = self.ended.is_set() and not misses
            begun = time.perf_counter()
            try:
                status, fields, html = await person.ask("GET", f"{self.plan['chat']}messages/?after={known}")
            except ConnectionError:
                status = 0
            misses = 0 if status in (200, 204) else misses + 1
            if not misses:
                now = time.perf_counter()
                self.asked += 1
                self.answers.append(now - begun)
                known, again = int(fields["chat-known"]), int(fields["chat-again"])
                for token in TOKEN.findall(html):
                    seen[token] = seen.get(token, 0) + 1
                    self.took.append(now - self.said[token])
            if last and not misses:
                break
            wait = min(1000 * 2**misses, 60_000) if misses else again
            await asyncio.sleep(wait / 1000 * (0.9 + 0.2 * random.random()))
        person.hang_up()
        self.lost += len(self.said.keys() - seen.keys())
        self.doubled += sum(count > 1 for count in seen.values())

    async def write(self, number: int, key: str) -> None:
        """As often as it takes, under one key."""
        token, once, person = str(number), str(uuid.uuid4()), Person(self.port, key)
        self.said[token] = time.perf_counter()
        text = f"sana-{token}- Minulla auttaa illalla kävely, ja puhelin jää keittiöön."
        for tries in itertools.count():
            with contextlib.suppress(ConnectionError):
                status, _fields, said = await person.ask(
                    "POST", f"{self.plan['chat']}say/", {"body": text, "once": once}
                )
                if status == 204:
                    person.hang_up()
                    return
                if status < 500:
                    raise SystemExit(f"A message was answered {status}: {said[:200]}")
            await asyncio.sleep(min(2**tries, 8))

    async def talk(self) -> None:
        until, writers, number = time.perf_counter() + self.seconds, [], 0
        while time.perf_counter() < until:
            key = random.choice(self.plan["keys"])
            writers.append(asyncio.ensure_future(self.write(number, key)))
            number += 1
            await asyncio.sleep(1 / self.a_second)
        await asyncio.gather(*writers)
        self.ended.set()


async def pages(port: int, key: str, path: str, seconds: float) -> list[float]:
    """Ask for a page five times a second; how long each took, in seconds."""
    person, until, took = Person(port, key), time.perf_counter() + seconds, []
    while time.perf_counter() < until:
        begun = time.perf_counter()
        with contextlib.suppress(ConnectionError):
            await person.ask("GET", path)
            took.append(time.perf_counter() - begun)
        await asyncio.sleep(max(0.2 - (time.perf_counter() - begun), 0))
    person.hang_up()
    return took


async def group_pages(plan: dict[str, Any], port: int, seconds: float) -> list[float]:
    """The page of the group, asked by a process of its own: what the crowd waits for in this one is not its time."""
    words = (sys.executable, "-m", "bench.chat", "pages", str(port), plan["keys"][0], plan["group"], str(seconds))
    asking = await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _none = await asking.communicate()
    return json.loads(said)


def at(took: list[float], share: float) -> float:
    ordered = sorted(took) or [0.0]
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1)


class Web:
    """Granian on one port, as in production; it can be struck dead and started again."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.env, self.log, self.port = env, log, servers.free_port()
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [
            str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
            "wellbeing_portal.wsgi:application",
        ]  # fmt: skip
        with self.log.open("a") as sink:
            self.process = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=sink, stderr=sink)
        servers.await_port(self.port, self.process, self.log)

    def kill(self) -> None:
        """SIGKILL, to the server and its workers by their ids."""
        for pid in family(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@contextlib.contextmanager
def portal(people: int) -> Iterator[tuple[Web, dict[str, Any]]]:
    """A portal with the chat in it: its web server, and the addresses and sessions."""
    servers.provide("PostgreSQL", "Redis")
    with servers.production("https://localhost") as base:
        env = {**base, "LOG_LEVEL": "ERROR", "STATEMENT_SECONDS": "0"}
        command = [sys.executable, "-m", "bench.chat", "fill", str(people)]
        filled = subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=-1, text=True)
        web = Web({**env, "STATEMENT_SECONDS": "30"}, Path(env["VAR_DIR"]) / "web.log")
        for words in (["compile_strings"], ["collectstatic", "--no-input", "-v", "0"]):
            subprocess.run([sys.executable, "manage.py", *words], env=env, cwd=ROOT, check=True, stdout=-3)
        web.start()
        try:
            yield web, json.loads(filled.stdout.splitlines()[-1])
        finally:
            web.stop()


async def measured(web: Web, plan: dict[str, Any], *, seconds: float, a_second: float, kill: bool) -> dict[str, Any]:
    run = Run(plan, web.port, seconds, a_second)
    before: list[float] = []
    if not kill:
        await group_pages(plan, web.port, 3)
        before = await group_pages(plan, web.port, min(seconds, 15))
    readers = [asyncio.ensure_future(run.read(key)) for key in plan["keys"]]
    await asyncio.sleep(2)
    begun, cpu = time.perf_counter(), used([web.process.pid])
    parts = [group_pages(plan, web.port, seconds), run.talk()]
    if kill:
        parts.append(strike(web, seconds / 3))
    during, *_rest = await asyncio.gather(*parts)
    spent = time.perf_counter() - begun
    cpu = (used([web.process.pid]) - cpu) / spent
    await asyncio.gather(*readers)
    return {
        "people": len(plan["keys"]),
        "said": len(run.said),
        "lost": run.lost,
        "doubled": run.doubled,
        "delivery_p50_ms": at(run.took, 0.5),
        "delivery_p95_ms": at(run.took, 0.95),
        "delivery_p99_ms": at(run.took, 0.99),
        "asked_a_second": round(run.asked / spent),
        "answer_p50_ms": at(run.answers, 0.5),
        "answer_p95_ms": at(run.answers, 0.95),
        "group_page_before_p50_p95_ms": [at(before, 0.5), at(before, 0.95)],
        "group_page_during_p50_p95_ms": [at(during, 0.5), at(during, 0.95)],
        # Also where others use the processors at the same time this one tells what the chat costs.
        "web_cpu_ms_a_question": round(cpu * spent * 1000 / run.asked, 2) if not kill else None,
        "web_cpus": round(cpu, 2) if not kill else None,
    }


async def strike(web: Web, after: float) -> None:
    await asyncio.sleep(after)
    await asyncio.to_thread(web.kill)
    await asyncio.sleep(2)
    await asyncio.to_thread(web.start)


def chat(people: int, seconds: float, a_second: float = 2, *, kill: bool = False) -> dict[str, Any]:
    """Run it all once."""
    with portal(people) as (web, plan):
        return asyncio.run(measured(web, plan, seconds=seconds, a_second=a_second, kill=kill))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.chat", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--a-second", type=float, default=2, help="messages")
    parser.add_argument("--kill", action="store_true", help="strike the web server dead in the middle")
    options = parser.parse_args()
    found = chat(options.people, options.seconds, options.a_second, kill=options.kill)
    (ROOT / "var").mkdir(exist_ok=True)
    name = "bench-chat-kill.json" if options.kill else "bench-chat.json"
    (ROOT / "var" / name).write_text(json.dumps(found, indent=1))
    sys.stdout.write("".join(f"{key:<32}{value}\n" for key, value in found.items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")
        django.setup()
        sys.stdout.write(json.dumps(fill(int(sys.argv[2]))) + "\n")
    elif sys.argv[1:2] == ["pages"]:
        port, key, path, seconds = sys.argv[2:]
        sys.stdout.write(json.dumps(asyncio.run(pages(int(port), key, path, float(seconds)))))
    else:
        main()
