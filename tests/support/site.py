"""The whole production shape on this machine: the commands of Dockerfile and compose file, without containers."""

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import yaml

from tests.support import servers

ROOT = Path(__file__).parents[2]
HOST = "portal.example"
WEBS = ("web1", "web2")


def web_environment() -> dict[str, str]:
    """What the Dockerfile sets for granian."""
    return dict(re.findall(r"\b(GRANIAN_\w+)=(\S+)", (ROOT / "Dockerfile").read_text()))


def web_command() -> list[str]:
    """The last CMD of the Dockerfile."""
    line = re.findall(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[-1]
    return json.loads(line)


def migrate_command() -> list[str]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["migrate"]["command"]


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("type") == "hidden" and said.get("name"):
            self.values[said["name"]] = said.get("value") or ""


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def hidden(self) -> dict[str, str]:
        """Values of the hidden inputs: the token, and the key of the form."""
        parser = _Hidden()
        parser.feed(self.text)
        return parser.values


@dataclass
class Visitor:
    """Somebody with an address of their own and a jar of cookies."""

    site: "Site"
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def _connection(self, scheme: str) -> HTTPConnection:
        options = {"timeout": 30, "source_address": (self.address, 0)}
        if scheme == "http":
            return HTTPConnection("127.0.0.1", self.site.ports["http"], **options)
        # The certificate names the host, which nothing here resolves.
        context = ssl.create_default_context(cafile=str(self.site.certificate))
        connection = HTTPSConnection(HOST, self.site.ports["https"], context=context, **options)
        connection._create_connection = lambda _address, timeout, source: socket.create_connection(
            ("127.0.0.1", self.site.ports["https"]), timeout, source
        )
        return connection

    def ask(self, method: str, path: str, body: bytes | None = None, scheme: str = "https", **headers: str) -> Answer:
        connection = self._connection(scheme)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": HOST, "Cookie": jar, "Accept-Language": "en"}
        try:
            connection.request(method, path, body, {**sent, **{k.replace("_", "-"): v for k, v in headers.items()}})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for said in answer.headers.get_all("Set-Cookie", []):
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Open the page, then send its form with these fields."""
        hidden = self.get(path).hidden
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}", **headers}
        return self.ask("POST", path, urlencode({**hidden, **fields}).encode(), **headers)


@dataclass
class Site:
    ports: dict[str, int]
    certificate: Path
    env: dict[str, str]
    log: Path
    stop: dict[str, ExitStack]

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        return Visitor(self, address)

    def manage(self, *words: str, **env: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env={**self.env, **env}, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


def _environment(folder: Path, secrets: Path, database_url: str, redis_url: str) -> dict[str, str]:
    """As in the compose file: secrets by file, the rest by value."""
    (secrets / "database_url").write_text(f"{database_url}\n")
    (secrets / "redis_url").write_text(f"{redis_url}/0\n")
    (secrets / "email_url").write_text("dummymail://\n")
    names = ("SECRET_KEY", "FIELD_KEYS", "AUDIT_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    return {
        **servers.clean_environment(),
        **web_environment(),
        **{f"{name}_FILE": str(secrets / name.lower()) for name in names},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "wellbeing_portal.settings",
        "PORTAL_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "DEFAULT_FROM_EMAIL": f"portal@{HOST}",
        "TRUSTED_PROXIES": "1",
        "VAR_DIR": str(folder / "var"),
        "GRANIAN_HOST": "127.0.0.1",
    }


@contextmanager
def _web(env: dict[str, str], port: int, log: Path) -> Iterator[None]:
    with log.open("a") as sink:
        process = subprocess.Popen(
            web_command(), cwd=ROOT, env={**env, "GRANIAN_PORT": str(port)}, stdout=sink, stderr=sink
        )
    try:
        servers.await_port(port, process, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def _proxy(folder: Path, secrets: Path, ports: dict[str, int]) -> Iterator[None]:
    """deploy/nginx.conf with this machine's ports and folders in the place of the containers'."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "/tmp/": f"{folder}/",  # noqa: S108 - first, for what comes after lies there too
        "listen [::]:8080;": "",
        "listen [::]:8443 ssl http2;": "",
        "listen 8080": f"listen 127.0.0.1:{ports['http']}",
        "listen 8443": f"listen 127.0.0.1:{ports['https']}",
        "/run/secrets": str(secrets),
        "/srv/proxy": str(folder),
        "pid ": "user root;\npid " if os.geteuid() == 0 else "pid ",
        **{f"{web}:8000": f"127.0.0.1:{ports[web]}" for web in WEBS},
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(text)
    (folder / "nobody-answers.html").write_text((ROOT / "templates" / "500.html").read_text())
    command = [servers.nginx_program(), "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"]
    with servers.started(command, port=ports["https"], folder=folder):
        yield


@contextmanager
def site() -> Iterator[Site]:
    """Database, cache, migration, two web servers and the proxy; each can be stopped by name."""
    servers.provide("PostgreSQL", "Redis", "nginx")
    ports = {name: servers.free_port() for name in (*WEBS, "http", "https")}
    stop = {name: ExitStack() for name in ("database", "redis", *WEBS, "proxy")}
    with ExitStack() as everything:
        folder = Path(everything.enter_context(tempfile.TemporaryDirectory(prefix="portal-site-")))
        secrets, log = folder / "secrets", folder / "web.log"
        make = [ROOT / "deploy" / "make_secrets", HOST, secrets]
        subprocess.run(make, check=True, capture_output=True)
        for part in stop.values():
            everything.enter_context(part)
        database_url = stop["database"].enter_context(servers.postgres())
        redis_url = stop["redis"].enter_context(servers.redis())
        env = _environment(folder, secrets, database_url, redis_url)
        here = Site(ports, secrets / "tls_certificate", env, log, stop)
        here.manage("compile_strings")
        here.manage("collectstatic", "--no-input", "-v", "0")
        subprocess.run(
            migrate_command(), cwd=ROOT, env={**env, "STATEMENT_SECONDS": "0"}, check=True, capture_output=True
        )
        here.manage("demo", DEMO="1", SECOND_FACTOR_REQUIRED="1")
        for web in WEBS:
            stop[web].enter_context(_web(env, ports[web], log))
        stop["proxy"].enter_context(_proxy(folder, secrets, ports))
        yield here
