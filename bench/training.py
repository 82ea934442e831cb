"""Training at its fullest: ``python -m bench.training``.

5,000 staff at eleven institutions are each asked for ten courses, and 60,000 learners are in courses for students.
Printed are the seconds and statements of the daily run, and for each page milliseconds, CPU and queries; the
processor of the database counts too.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from bench.data import copy
from bench.machine import used

# ruff: noqa: PLC0415 - settings come from the environment

ROOT = Path(__file__).resolve().parent.parent
COURSES, PLACES, TURNS = 10, 11, 15


def fill(staff: int, learners: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from staff_training.models import TrainingRequirement
    from tests.factories.learning import make_course
    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.institutions.models import Institution, Membership
    from wellbeing_portal.learning.models import Course, Enrolment, LessonCompletion

    quiet = open(os.devnull, "w")  # noqa: SIM115
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_partners", verbosity=0, stdout=quiet)
    call_command("load_courses", verbosity=0, stdout=quiet)
    places = list(Institution.objects.unscoped("filling a benchmark").order_by("pk")[:PLACES])
    asked = [make_course(f"bench-{number}", kind="staff") for number in range(COURSES)]
    now, people = timezone.now(), staff + learners
    names = ({"id": n, "email": f"person{n}@bench.example", "name": f"Ihminen {n}", "password": "!"}
             for n in range(1, people + 1))  # fmt: skip
    copy(User, names)
    roles = ["coordinator"] * PLACES + ["staff"] * (staff - PLACES) + ["student"] * learners
    held = ({"id": n, "user_id": n, "institution_id": places[n % PLACES].pk, "role": role}
            for n, role in enumerate(roles, 1))  # fmt: skip
    copy(Membership, held)
    Membership.objects.create(user_id=people, institution=places[0], role="manager")
    for place in places:
        for course in asked:
            TrainingRequirement.objects.create(
                institution=place, course=course, roles=["staff", "coordinator"], live_at=now,
                effective_from=now.date() - timedelta(days=30), due_days=25, grace_days=7,
            )  # fmt: skip
    taken = list(Course.objects.unscoped("filling a benchmark").filter(kind="student").select_related("current"))
    ways = [
        {"id": n, "user_id": staff + n, "course_id": taken[n % len(taken)].pk, "language": "fi",
         "version_id": taken[n % len(taken)].current_id, "last_lesson": ""}
        for n in range(1, learners + 1)
    ]  # fmt: skip
    copy(Enrolment, ways)
    firsts = {course.pk: course.current.lessons.order_by("pk").first().key for course in taken}
    read = ({"id": way["id"], "enrolment_id": way["id"], "lesson_key": firsts[way["course_id"]], "completed_at": now,
             "how": "marked"} for way in ways)  # fmt: skip
    copy(LessonCompletion, read)


def learn(staff: int, learners: int) -> None:
    """Of the staff six in ten have begun a course, and four in ten have completed it."""
    from django.utils import timezone

    from wellbeing_portal.learning.models import CompletionRecord, Course, Enrolment, LessonCompletion

    now = timezone.now()
    asked = list(Course.objects.unscoped("filling a benchmark").filter(slug__startswith="bench-"))
    ways = [
        {"user_id": n, "course_id": course.pk, "language": "fi", "version_id": course.current_id, "last_lesson": "read"}
        for n in range(1, staff + 1)
        for number, course in enumerate(asked)
        if (n + number) % 10 < 6
    ]
    rows = [{"id": learners + n, **way} for n, way in enumerate(ways, 1)]
    copy(Enrolment, rows)
    copy(LessonCompletion, ({"id": way["id"], "enrolment_id": way["id"], "lesson_key": "read", "completed_at": now,
                             "how": "marked"} for way in rows))  # fmt: skip
    done = ({"id": n, "user_id": way["user_id"], "course_id": way["course_id"], "version_id": way["version_id"],
             "cycle": 1, "completed_at": now, "language": "fi", "told_at": now}
            for n, way in enumerate(rows[::3] + rows[1::3], 1))  # fmt: skip
    copy(CompletionRecord, done)


class Watch:
    """Counts statements, and the most parameters of one of them."""

    def __init__(self) -> None:
        self.statements = self.most = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.statements += 1
        self.most = max(self.most, len(params or ()))
        return execute(sql, params, many, context)


def spent() -> float:
    """Seconds of processor of this process and of the database behind it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    postmaster = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
    return used([os.getpid(), postmaster])


def counted_run() -> dict[str, Any]:
    """The daily run, with its statements."""
    from django.db import connection

    from staff_training.actions import run_all

    watch = Watch()
    start, before = time.perf_counter(), spent()
    with connection.execute_wrapper(watch):
        changed = run_all()
    return {
        "changed": changed,
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_s": round(spent() - before, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **vars(watch),
    }


def page(path: str, key: int) -> dict[str, Any]:
    """Some requests of one person in this process: milliseconds, CPU and queries."""
    from allauth.mfa.models import Authenticator
    from django.db import connection
    from django.test import Client

    from wellbeing_portal.accounts.models import User
    from wellbeing_portal.kernel.fields import encrypt

    user = User.objects.get(pk=key)
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt("JBSWY3DP")}}
    )
    client = Client(SERVER_NAME="localhost", headers={"X-Forwarded-Proto": "https"})
    client.force_login(user)
    status = client.get(path).status_code
    watch, times = Watch(), []
    with connection.execute_wrapper(watch):
        client.get(path)
    before = spent()
    for _turn in range(TURNS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    cpu = (spent() - before) * 1000 / TURNS
    found = {"p50": statistics.median(times), "most": max(times), "cpu_ms": cpu}
    return {"status": status, "queries": watch.statements, **{name: round(ms, 1) for name, ms in found.items()}}


def run(staff: int, learners: int) -> dict[str, Any]:
    from django.db import connection

    from staff_training.models import TrainingRequirement

    runs = {"asks everybody": counted_run()}
    learn(staff, learners)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    runs["links completions"] = counted_run()
    runs["changes nothing"] = counted_run()
    rows = TrainingRequirement.objects.unscoped("a benchmark").filter(institution__memberships__user=1)
    one = f"/training/asked/{rows.earliest('pk').public_id}/"
    pages = {
        "coordinator's list": page("/training/asked/", 1),
        "requirement page": page(one, 1),
        "late people of it": page(f"{one}?status=overdue", 1),
        "its table (XLSX)": page(f"{one}table.xlsx", 1),
        "manager's list": page("/training/asked/", staff + learners),
        "staff member's list": page("/training/", 100),
        "skills shelf": page("/skills/", staff + 1),
        "my courses": page("/skills/me/", staff + 1),
    }
    return {"runs": runs, "pages": pages}


def main() -> None:
    from tests.support import servers

    parser = argparse.ArgumentParser(prog="python -m bench.training", description=__doc__)
    parser.add_argument("--staff", type=int, default=5_000)
    parser.add_argument("--learners", type=int, default=60_000)
    options = parser.parse_args()
    words = [str(options.staff), str(options.learners)]
    servers.provide("PostgreSQL", "Redis")
    here = [sys.executable, "-m", "bench.training"]
    with servers.production() as portal:
        env = {**portal, "LOG_LEVEL": "ERROR", "STATEMENT_SECONDS": "0"}
        subprocess.run([*here, "fill", *words], env=env, cwd=ROOT, check=True)
        found = json.loads(subprocess.run([*here, "run", *words], env=env, cwd=ROOT, check=True, stdout=-1).stdout)
    for table in found.values():
        for name, facts in table.items():
            sys.stdout.write(f"{name:<22}{'  '.join(f'{key} {value}' for key, value in facts.items())}\n")
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench-training.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")
    match sys.argv[1:]:
        case ["fill", staff, learners]:
            django.setup()
            fill(int(staff), int(learners))
        case ["run", staff, learners]:
            django.setup()
            sys.stdout.write(json.dumps(run(int(staff), int(learners))))
        case _:
            main()
