"""Run a command in one of the portal's two shapes: ``python -m tests.support.servers embedded|production command …``.

Embedded means SQLite and nothing else. Production means a throw-away PostgreSQL and Redis on free ports of
127.0.0.1, started here and stopped by their process ids when the command ends. What is missing on the machine is
installed with apt-get where that is allowed; else one line says what to install.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from cryptography.fernet import Fernet

PACKAGES = {
    "PostgreSQL": "postgresql",
    "Redis": "redis-server",
    "nginx": "nginx-light",
    "Chromium": "chromium",
    "gettext": "gettext",
}
# What a developer may have set for another purpose must not reach the tests.
OURS = (
    "DATABASE_URL", "REDIS_URL", "BROKER_URL", "EMAIL_URL", "SECRET_KEY", "FIELD_KEYS", "AUDIT_KEY", "ALLOWED_HOSTS",
    "PORTAL_URL", "TRUSTED_PROXIES", "DEBUG", "SECOND_FACTOR_REQUIRED", "VAR_DIR", "DEFAULT_FROM_EMAIL",
)  # fmt: skip
PATIENCE = 30


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


# --- finding programs


def postgres_folder() -> Path | None:
    """Where initdb and postgres lie; the newest of Debian's versions first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    told = []
    if shutil.which("pg_config"):
        told = [
            Path(subprocess.run(["pg_config", "--bindir"], check=False, capture_output=True, text=True).stdout.strip())
        ]
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next(
        (path for path in (*debian, *told, *on_path) if all((path / name).exists() for name in ("initdb", "postgres"))),
        None,
    )


def redis_program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def chromium_program() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def nginx_program() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def gettext_program() -> str | None:
    """The tests of the catalogues look for strings with it; running the portal needs none of it."""
    return shutil.which("xgettext")


FINDERS = {
    "PostgreSQL": postgres_folder,
    "Redis": redis_program,
    "nginx": nginx_program,
    "Chromium": chromium_program,
    "gettext": gettext_program,
}


def missing(wanted: tuple[str, ...]) -> list[str]:
    return [name for name in wanted if FINDERS[name]() is None]


def provide(*wanted: str) -> None:
    """Make sure that the programs are here; ends the run with one line when that cannot be."""
    lacking = missing(wanted)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [PACKAGES[name] for name in lacking]
        say(f"Installing {', '.join(packages)} with apt-get, once.")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            done = subprocess.run(["apt-get", "-qq", *command], env=env, check=False, capture_output=True, text=True)
            if done.returncode:
                say(done.stderr.strip())
        lacking = missing(wanted)
    if lacking:
        sys.exit(f"The tests need {' and '.join(lacking)}: install {' '.join(PACKAGES[name] for name in lacking)}.")


# --- running them


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port: int, process: subprocess.Popen, log: Path) -> None:
    """Wait until somebody listens; says the end of the log when the program gave up or is too slow."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"{process.args[0]} did not start:\n{log.read_text()[-2000:]}")


def stop(process: subprocess.Popen) -> None:
    """SIGINT is a quick and clean end for both PostgreSQL and Redis."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def humble_user() -> dict[str, str]:
    """PostgreSQL refuses to run as root: take its own user, or nobody."""
    if os.geteuid() != 0:
        return {}
    users = [line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()]
    name = "postgres" if "postgres" in users else "nobody"
    return {"user": name, "group": subprocess.check_output(["id", "-gn", name], text=True).strip(), "extra_groups": []}


@contextmanager
def started(command: list[str], *, port: int, folder: Path, **options) -> Iterator[None]:
    log = folder / "log.txt"
    with log.open("w") as sink:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=sink, **options)
    try:
        await_port(port, process, log)
        yield
    finally:
        stop(process)


def make_cluster(data: Path, **who) -> None:
    """A new, empty cluster that trusts this machine."""
    make = [postgres_folder() / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync"]
    for locale in ("C.UTF-8", "C"):
        command = [*make, "--locale", locale]
        done = subprocess.run(command, cwd=data.parent, check=False, capture_output=True, text=True, **who)
        if not done.returncode:
            return
    sys.exit(f"initdb failed:\n{done.stderr}")


@contextmanager
def postgres(kept: Path | None = None, **more: str) -> Iterator[str]:
    """A cluster that never syncs, with ``more`` settings; gives its DATABASE_URL. It goes away unless ``kept``."""
    port, who = free_port(), humble_user()
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="portal-pg-") as name:
        folder = Path(name)
        if who:
            shutil.chown(folder, who["user"], who["group"])
        data = folder / "data"
        if not data.exists():
            make_cluster(data, **who)
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "max_connections": 200,
            "shared_buffers": "128MB",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            **more,
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        program = postgres_folder() / "postgres"
        with started([program, "-D", data, *options], port=port, folder=folder, **who):
            yield f"postgres://portal@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """A Redis that keeps nothing; gives its REDIS_URL."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-redis-") as name:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
        with started([redis_program(), *options], port=port, folder=Path(name)):
            yield f"redis://127.0.0.1:{port}"


def clean_environment() -> dict[str, str]:
    names = (*OURS, *(f"{name}_FILE" for name in OURS))
    return {name: value for name, value in os.environ.items() if name not in names} | {"DEMO": "0"}


def secrets_of_a_portal() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "AUDIT_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": Fernet.generate_key().decode(),
    }


@contextmanager
def embedded() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="portal-var-") as var:
        yield {**clean_environment(), "VAR_DIR": var}


@contextmanager
def production(portal_url: str = "http://localhost:8000") -> Iterator[dict[str, str]]:
    """The environment of a portal in production, with real servers behind it."""
    provide("PostgreSQL", "Redis")
    with embedded() as env, postgres() as database_url, redis() as redis_url:
        yield {
            **env,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "EMAIL_URL": "dummymail://",
            "PORTAL_URL": portal_url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            **secrets_of_a_portal(),
        }


def main(shape: str, *command: str) -> int:
    # Asked to end (a closed terminal, a cancelled job): leave through every ``finally``.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    provide(*FINDERS if shape == "production" else ["gettext"])
    with {"embedded": embedded, "production": production}[shape]() as env:
        return subprocess.run(command, check=False, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
