"""The servers and processes that the faults strike: each is ours, on 127.0.0.1, and ends with us."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support import servers

ROOT = Path(__file__).parents[2]


def await_that(condition, seconds, what):
    until = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.02)
    return found


class Program:
    """A server that can be stopped and started again on its port, with its data."""

    def __init__(self, command, port, folder, **who):
        self.command, self.port, self.folder, self.who = command, port, folder, who
        self.process = None

    def start(self):
        with (self.folder / "log.txt").open("a") as sink:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=sink, stderr=sink, **self.who)
        servers.await_port(self.port, self.process, self.folder / "log.txt")

    def stop(self, number):
        self.process.send_signal(number)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            raise


def postgres(folder):
    """It keeps every commit when it is stopped at once, as in production."""
    who, port = servers.humble_user(), servers.free_port()
    folder.mkdir()
    if who:
        folder.parent.chmod(0o755)
        shutil.chown(folder, who["user"], who["group"])
    servers.make_cluster(folder / "data", **who)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "synchronous_commit": "on",
        "fsync": "off",
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    return Program([servers.postgres_folder() / "postgres", "-D", folder / "data", *options], port, folder, **who)


def redis(folder):
    """As the broker of the compose file: it keeps what it has."""
    port = servers.free_port()
    folder.mkdir()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "yes", "--dir", str(folder)]
    return Program([servers.redis_program(), *options], port, folder)


def children_of(pid):
    with suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def owner_of(port, pids):
    """Which of these processes has this port of its own: the one that the mail server talks with."""
    inodes = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if int(words[1].split(":")[1], 16) == port:
            inodes.add(f"socket:[{words[9]}]")
    for pid in pids:
        with suppress(OSError):
            if any(os.readlink(link) in inodes for link in Path(f"/proc/{pid}/fd").iterdir()):
                return pid
    return None


class Clockwork:
    """Beats and workers that are started again when they have ended, as containers are."""

    def __init__(self, env, folder, beats, workers):
        self.env, self.folder = env, folder
        celery = [sys.executable, "-m", "celery", "--quiet", "-A", "wellbeing_portal"]
        self.commands = {f"beat{number}": [*celery, "beat"] for number in range(beats)}
        for number in range(workers):
            line = ["worker", "-n", f"w{number}@%h", "-c", "1", "--without-gossip", "--without-mingle"]
            self.commands[f"w{number}"] = [*celery, *line]
        self.running, self.groups = {}, set()

    @property
    def workers(self):
        return [name for name in self.commands if name.startswith("w")]

    def mend(self):
        for name, command in self.commands.items():
            process = self.running.get(name)
            if process is None or process.poll() is not None:
                with (self.folder / f"{name}.log").open("a") as sink:
                    self.running[name] = subprocess.Popen(
                        command, cwd=ROOT, env=self.env, stdout=sink, stderr=sink, start_new_session=True
                    )
                self.groups.add(self.running[name].pid)

    def children(self, name):
        return children_of(self.running[name].pid)

    def all_children(self):
        return [pid for name in self.workers for pid in self.children(name)]

    def kill(self, name, what):
        """``-9`` of the pool's child, of the main process, or of all of the worker. False: there was nobody."""
        process = self.running[name]
        with suppress(ProcessLookupError):
            if what == "group":
                os.killpg(process.pid, signal.SIGKILL)
                return True
            victim = process.pid if what == "main" else next(iter(self.children(name)), None)
            if victim is not None:
                os.kill(victim, signal.SIGKILL)
                return True
        return False

    def end(self):
        for group in self.groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        for process in self.running.values():
            process.wait(10)


@contextmanager
def world(folder, *, beats, workers, lease):
    """Gives the environment, the database, the broker, and the clockwork, which is not running yet."""
    servers.provide("PostgreSQL", "Redis")
    with servers.embedded() as clean:
        box = folder / "sink"
        box.mkdir()
        (box / "pace").write_text("0.02")
        base, broker, smtp = postgres(folder / "pg"), redis(folder / "redis"), servers.free_port()
        sink = Program([sys.executable, "-m", "tests.faults.sink", str(smtp), str(box)], smtp, box, env=clean)
        env = {
            **clean,
            **servers.secrets_of_a_portal(),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": f"postgres://portal@127.0.0.1:{base.port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{broker.port}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
            "PORTAL_URL": "http://localhost:8000",
            "ALLOWED_HOSTS": "localhost",
            "DEFAULT_FROM_EMAIL": "portal@portal.example",
            "LOG_LEVEL": "WARNING",
            "FAULTS_LEASE": str(lease),
        }
        clock = Clockwork(env, folder, beats, workers)
        sink.who["env"] = {**clean, "PYTHONPATH": str(ROOT)}
        try:
            for program in (base, broker, sink):
                program.start()
            yield env, base, broker, clock
        finally:
            clock.end()
            # Not SIGINT for the sink: Python does not hear it where the shell that began all this ignores it.
            for program, number in ((sink, signal.SIGTERM), (broker, signal.SIGINT), (base, signal.SIGINT)):
                if program.process is not None and program.process.poll() is None:
                    program.stop(number)
