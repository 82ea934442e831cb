"""``make bench``: fill, start two workers, measure beside the bare view, print a table, write var/bench.json."""

import argparse
import contextlib
import hashlib
import json
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redis as redis_client

from bench.machine import used, web
from tests.support import servers

ROOT = Path(__file__).resolve().parent.parent
APPLICATIONS = {"portal": "wellbeing_portal.wsgi:application", "bare": "bench.bare.wsgi:application"}
# Row: which application, which page, which data set.
ROWS = [
    ("thread, bare view", "bare", "thread", "large"),
    ("thread, 20 posts", "portal", "thread", "large"),
    ("thread, small data", "portal", "thread", "small"),
    ("group page", "portal", "group", "large"),
    ("group page, small data", "portal", "group", "small"),
    ("groups list", "portal", "groups", "large"),
    ("groups list, small data", "portal", "groups", "small"),
    ("home", "portal", "home", "large"),
    ("home, small data", "portal", "home", "small"),
    ("hello, bare view", "bare", "hello", "large"),
]
WITHOUT_REDIS = ("thread", "groups", "home")


def ask(module: str, *words: str, env: dict[str, str], given: Any = None) -> Any:
    """Run one of our modules; what it prints is JSON."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, input=json.dumps(given), stdout=-1, text=True)
    return json.loads(done.stdout) if done.stdout else None


def filled(cluster: str, env: dict[str, str], posts: int) -> dict[str, str]:
    """The environment of a portal with so many posts; filled once for each way of filling, then only migrated."""
    way = hashlib.sha256((ROOT / "bench" / "data.py").read_bytes()).hexdigest()[:8]
    name = f"bench_{posts}_{way}"
    psql = [servers.postgres_folder() / "psql", "-qAt", cluster, "-c"]

    def sql(statement: str) -> list[str]:
        return subprocess.run([*psql, statement], check=True, stdout=-1, text=True).stdout.split()

    env = {**env, "DATABASE_URL": cluster.rpartition("/")[0] + f"/{name}"}
    if name not in sql("SELECT datname FROM pg_database"):
        for old in sql(rf"SELECT datname FROM pg_database WHERE datname LIKE 'bench\_{posts}\_%'"):  # noqa: S608
            sql(f'DROP DATABASE "{old}"')
        servers.say(f"Filling {posts:,} posts.")
        sql(f'CREATE DATABASE "{name}_half"')
        half = {**env, "DATABASE_URL": f"{env['DATABASE_URL']}_half"}
        subprocess.run([sys.executable, "-m", "bench.data", str(posts)], env=half, cwd=ROOT, check=True)
        sql(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"], env=env, cwd=ROOT, check=True)
    return env


@contextlib.contextmanager
def places(options: argparse.Namespace) -> Iterator[tuple[dict[str, dict[str, str]], list[int]]]:
    """Environments of the two data sets, and the process ids of PostgreSQL and Redis."""
    var = ROOT / "var" / "bench"
    (var / "postgres").mkdir(parents=True, exist_ok=True)
    memory = {"shared_buffers": "1GB", "max_wal_size": "4GB"}
    with servers.postgres(var / "postgres", **memory) as cluster, servers.redis() as redis_url:
        base = {
            **servers.clean_environment(),
            **servers.secrets_of_a_portal(),
            "VAR_DIR": str(var),
            "EMAIL_URL": "dummymail://",
            "PORTAL_URL": "https://localhost",
            "ALLOWED_HOSTS": "localhost",
            "LOG_LEVEL": "ERROR",
            "REDIS_URL": f"{redis_url}/0",
        }
        large = filled(cluster, base, options.posts)
        small = {**filled(cluster, base, options.small_posts), "REDIS_URL": f"{redis_url}/1"}
        for command in (["compile_strings"], ["collectstatic", "--no-input", "-v", "0"], ["load_services"]):
            subprocess.run([sys.executable, "manage.py", *command], env=large, cwd=ROOT, check=True, stdout=-3)
        postmaster = int((var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        keeper = redis_client.Redis.from_url(redis_url).info("server")["process_id"]
        yield {"large": large, "small": small}, [postmaster, keeper]


def measured(env: dict[str, str], web_at: tuple[int, int], below: list[int], pairs: Any, **how: Any) -> dict[str, Any]:
    port, pid = web_at
    before = used([pid, *below])
    found = ask("bench.load", env=env, given={"port": port, "pairs": pairs, **how})
    return {**found, "cpu_ms": (used([pid, *below]) - before) * 1000 / found["requests"]}


def run(options: argparse.Namespace) -> list[dict[str, Any]]:
    with places(options) as (envs, below), contextlib.ExitStack() as stack:
        plans, counts, webs = {}, {}, {}
        for which, size in sorted({(row[1], row[3]) for row in ROWS}):
            env = dict(envs[size])
            if which == "bare":
                env["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
            plans[which, size] = ask("bench.plan", "make", env=env)
            counts[which, size] = ask("bench.plan", "count", env=env, given=plans[which, size])
            # Loud logs belong to the cost of a request; they go to a file.
            loud, log = {**env, "LOG_LEVEL": "INFO"}, ROOT / "var" / "bench" / f"{which}-{size}.log"
            start = web(APPLICATIONS[which], loud, log, workers=options.workers, threads=options.threads)
            webs[which, size] = stack.enter_context(start)
        rounds: dict[str, list[dict[str, Any]]] = {row[0]: [] for row in ROWS}
        for turn in range(options.rounds + 1):
            # The first round only warms up.
            seconds = options.seconds if turn else min(2, options.seconds)
            for label, which, page, size in ROWS:
                found = measured(
                    envs[size], webs[which, size], below, plans[which, size][page],
                    connections=options.connections, seconds=seconds,
                )  # fmt: skip
                rounds[label] += [found] if turn else []
        rows = [
            {
                "row": label,
                **{key: round(statistics.median(r[key] for r in rounds[label]), 2) for key in rounds[label][0]},
                **counts[which, size][page],
            }
            for label, which, page, size in ROWS
        ]
        # The last rows of all, since nobody starts it again: the pages while Redis is away.
        os.kill(below[1], signal.SIGTERM)
        for page in WITHOUT_REDIS:
            found = measured(
                envs["large"], webs["portal", "large"], below[:1], plans["portal", "large"][page],
                connections=options.connections, seconds=options.seconds,
            )  # fmt: skip
            rows.append({"row": f"{page}, Redis gone", **found, **counts["portal", "large"][page]})
        return rows


def table(rows: list[dict[str, Any]]) -> str:
    cpu = {row["row"]: row["cpu_ms"] for row in rows}
    lines = [f"{'page':<26}{'CPU ms':>8}{'req/s':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'SQL':>5}{'kB':>7}"]
    lines += [
        f"{r['row']:<26}{r['cpu_ms']:>8.2f}{r['rate']:>8.0f}{r['p50']:>8.1f}{r['p95']:>8.1f}{r['p99']:>8.1f}"
        f"{r['queries']:>5}{r['bytes'] / 1000:>7.1f}"
        for r in rows
    ]
    lines += ["", f"thread / bare view: {cpu['thread, 20 posts'] / cpu['thread, bare view']:.2f}"]
    for label in ("thread", "group page", "groups list", "home"):
        large = cpu["thread, 20 posts" if label == "thread" else label]
        lines.append(f"{label}, large / small data: {large / cpu[f'{label}, small data']:.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--small-posts", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=5, help="length of one window")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2, help="blocking threads of one worker")
    options = parser.parse_args()
    servers.provide("PostgreSQL", "Redis")
    rows = run(options)
    written = ROOT / "var" / "bench.json"
    written.write_text(json.dumps({"options": vars(options), "cores": os.cpu_count(), "rows": rows}, indent=1))
    sys.stdout.write(f"{table(rows)}\n\nWritten to {written.relative_to(ROOT)}.\n")


if __name__ == "__main__":
    main()
