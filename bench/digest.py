"""The weekly digest of everybody, beside a bare loop that renders and sends the same mails: ``python -m bench.digest``.

One process plans and hands over; the mail server is a sink of our own in another. Printed are mails a second,
CPU a mail and the most memory for 6,000 and for 60,000 people, the floor, and how fast reminders are planned.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from bench.data import copy, text

# ruff: noqa: PLC0415 - settings come from the environment

ROOT = Path(__file__).resolve().parent.parent
GROUPS_OF_ONE, THREADS_OF_GROUP, POSTS_OF_THREAD = 3, 4, 3
SAMPLE = 2000


def fill(people: int, groups: int) -> None:
    """People in three groups each; in every group four conversations of this week, and half of the groups support."""
    from django.core.management import call_command
    from django.utils import timezone

    from communities.models import Group, Member, Post, Thread
    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.institutions.models import Institution, Membership
    from wellbeing_portal.notifications.models import Wishes

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_partners", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    places = list(
        Institution.objects.unscoped("filling a benchmark").filter(kind="university").values_list("pk", flat=True)
    )
    chance, now = random.Random(2026), timezone.now()  # noqa: S311
    languages = ("fi", "fi", "fi", "sv", "en")
    ids = range(1, people + 1)
    copy(
        User,
        ({"id": n, "email": f"person{n}@bench.example", "password": "!", "language": languages[n % 5]} for n in ids),
    )
    copy(
        Membership,
        ({"id": n, "user_id": n, "institution_id": places[n % len(places)], "role": "student"} for n in ids),
    )
    copy(
        Group,
        (
            {
                "id": n,
                "owner_id": places[n % len(places)],
                "slug": f"group-{n}",
                **{f"title{suffix}": f"Ryhmä {n}" for suffix in ("", "_fi")},
                **{f"summary{suffix}": text(chance)[:230] for suffix in ("", "_fi")},
                **{f"rules{suffix}": "Ollaan toisillemme ystävällisiä." for suffix in ("", "_fi")},
                "form": ("support", "interest")[n % 2],
                "speaks_fi": True,
                "state": "open",
                "member_count": people * GROUPS_OF_ONE // groups,
                "last_post_at": now - timedelta(minutes=n % 9000),
            }
            for n in range(1, groups + 1)
        ),
    )
    copy(
        Member,
        (
            {
                "id": (n - 1) * GROUPS_OF_ONE + k + 1,
                "group_id": (n + k * (groups // GROUPS_OF_ONE)) % groups + 1,
                "user_id": n,
                "pseudonym": f"Nimi {n} {k}",
                "pseudonym_key": f"nimi{n}x{k}",
                "accepted_rules_at": now - timedelta(days=30),
                "all_read_at": now - timedelta(days=30),
                "since": now - timedelta(days=30),
            }
            for n in ids
            for k in range(GROUPS_OF_ONE)
        ),
    )
    written = now - timedelta(days=2)
    threads = groups * THREADS_OF_GROUP
    # The first member of each group, by its number in the rows above.
    first = {}
    for n in ids:
        for k in range(GROUPS_OF_ONE):
            first.setdefault((n + k * (groups // GROUPS_OF_ONE)) % groups + 1, (n - 1) * GROUPS_OF_ONE + k + 1)
    copy(
        Thread,
        (
            {
                "id": t,
                "group_id": (t - 1) % groups + 1,
                "author_id": first[(t - 1) % groups + 1],
                "title": f"Keskustelu {t} illasta ja aamusta",
                "language": "fi",
                "post_count": POSTS_OF_THREAD,
                "created_at": written,
                "last_post_at": written,
            }
            for t in range(1, threads + 1)
        ),
    )
    copy(
        Post,
        (
            {
                "id": (t - 1) * POSTS_OF_THREAD + k + 1,
                "thread_id": t,
                "author_id": first[(t - 1) % groups + 1],
                "position": k + 1,
                "body": "Moi.",
                "body_html": "<p>Moi.</p>",
                "language": "fi",
                "created_at": written,
            }
            for t in range(1, threads + 1)
            for k in range(POSTS_OF_THREAD)
        ),
    )
    copy(
        Wishes,
        (
            {"recipient_id": n, "told_until": now - timedelta(days=7), "digest_at": now - timedelta(hours=1)}
            for n in ids
        ),
    )


def run() -> dict[str, Any]:
    """Plan and hand over the digest of everybody in this process; then the floor, then reminders."""
    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.notifications import actions
    from wellbeing_portal.notifications.models import Delivery

    people = User.objects.unscoped("a benchmark").count()
    start, used = time.perf_counter(), time.process_time()
    while actions.plan_letters():
        pass
    planned = time.perf_counter() - start
    # Outside the decent hours the letters would wait for the morning.
    Delivery.objects.update(due_at=django.utils.timezone.now())
    begun = time.perf_counter()
    while actions.deliver_due():
        pass
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    sent = Delivery.objects.filter(state="sent").count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "people": people,
        "sent": sent,
        "plan_s": round(planned, 2),
        "seconds": round(seconds, 2),
        "mails_s": round(sent / seconds, 1),
        "cpu_ms": round(cpu * 1000 / sent, 2),
        "memory_mb": round(memory, 1),
        "floor_mails_s": round(floor(), 1),
        "reminders_s": round(reminders(), 0),
    }


def floor() -> float:
    """Mails a second of a loop that only renders and sends what was gathered before; no database."""
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.urls import reverse
    from django.utils import translation

    from wellbeing_portal.kernel.letters import Part, rendered
    from wellbeing_portal.notifications.actions.letters import gather
    from wellbeing_portal.notifications.models import Delivery, Wishes

    Wishes.objects.update(told_until=django.utils.timezone.now() - timedelta(days=7))
    letters = list(Delivery.objects.filter(state="sent").select_related("recipient").order_by("pk")[:SAMPLE])
    gathered = gather(letters)
    mails = [(row.recipient.email, row.recipient.language, gathered[row.pk], row.message_id) for row in letters]
    ends = {"portal": "", "leave": "x" * 140, "wishes": reverse("notifications:wishes"), "why": ""}
    facts = {"lines": [], "link": reverse("notifications:inbox"), **ends}
    start = time.perf_counter()
    with get_connection() as line:
        for address, language, contents, name in mails:
            with translation.override(language):
                parts = [Part(part.folder, {**part.facts(found), "portal": ""}) for part, found in contents.parts]
                letter = rendered("notices/notifications/letter", facts, parts)
            mail = EmailMultiAlternatives(letter.subject, letter.text, to=[address], headers={"Message-ID": name})
            mail.attach_alternative(letter.html, "text/html")
            line.send_messages([mail])
    return len(mails) / (time.perf_counter() - start)


def reminders() -> float:
    """People a second for whom a reminder is planned, in chunks of 500 as a task would."""
    from communities.models import Group
    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.kernel import voice
    from wellbeing_portal.notifications.actions import remind

    kind = next(known for known in voice.kinds() if known.model is Group)
    about = Group.objects.unscoped("a benchmark").first()
    people = list(User.objects.unscoped("a benchmark").only("pk"))
    start = time.perf_counter()
    for at in range(0, len(people), 500):
        remind(kind, to=people[at : at + 500], about=about, at=django.utils.timezone.now(), key="bench")
    return len(people) / (time.perf_counter() - start)


def sink() -> None:
    """A mail server that says yes to everything and keeps nothing; its port is the first line."""
    from tests.support.mail_server import MailServer

    class Forgetful(list):
        def append(self, letter: bytes) -> None:
            """Kept nowhere: the bench sends gigabytes."""

    with MailServer() as server:
        server.taken = Forgetful()
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        server.serve_forever()


def main() -> None:
    from tests.support import servers

    parser = argparse.ArgumentParser(prog="python -m bench.digest", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[6_000, 60_000])
    options = parser.parse_args()
    servers.provide("PostgreSQL")
    here = [sys.executable, "-m", "bench.digest"]
    rows = []
    with servers.production() as portal, subprocess.Popen([*here, "sink"], cwd=ROOT, stdout=-1, text=True) as post:
        cluster = portal["DATABASE_URL"]
        # Filling copies more rows in a statement than a page ever reads.
        quiet = {"LOG_LEVEL": "ERROR", "STATEMENT_SECONDS": "0"}
        mailed = {**portal, **quiet, "EMAIL_URL": f"smtp://127.0.0.1:{post.stdout.readline().strip()}"}
        try:
            for people in options.people:
                name = f"digest_{people}"
                psql = [servers.postgres_folder() / "psql", "-qAt", cluster, "-c", f"CREATE DATABASE {name}"]
                subprocess.run(psql, check=True)
                env = {**mailed, "DATABASE_URL": f"{cluster.rpartition('/')[0]}/{name}"}
                subprocess.run([*here, "fill", str(people), str(people // 12)], env=env, cwd=ROOT, check=True)
                done = subprocess.run([*here, "run"], env=env, cwd=ROOT, check=True, stdout=-1, text=True)
                rows.append(json.loads(done.stdout))
                sys.stdout.write(f"{done.stdout}\n")
        finally:
            post.terminate()
    (ROOT / "var" / "bench-digest.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")
    match sys.argv[1:]:
        case ["sink"]:
            sink()
        case ["fill", people, groups]:
            django.setup()
            fill(int(people), int(groups))
        case ["run"]:
            django.setup()
            sys.stdout.write(json.dumps(run()))
        case _:
            main()
