"""The production shape as a visitor meets it: TLS, two web servers, real database and cache behind a real proxy."""

import gzip
import re
import subprocess
import sys

import pytest

from tests.support.site import HOST, ROOT, site

pytestmark = pytest.mark.slow
PASSWORD = "demo-portal-2026"
GROUP = "/communities/uni-ja-iltarutiinit/"
LIMITED = "Too many"


@pytest.fixture(scope="module")
def portal():
    with site() as running:
        yield running


def sign_in(portal, address="127.0.0.1", email="student@diak.example"):
    visitor = portal.visitor(address)
    answer = visitor.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert answer.status in (302, 303), answer.text
    return visitor


def test_a_student_signs_in_joins_writes_and_reads(portal):
    # Nobody of the demonstration who is in the group yet.
    visitor = sign_in(portal, email="student@metropolia.example")
    joined = visitor.post(f"{GROUP}join/", {"pseudonym": "Myrskyinen majakka", "accept": "on"})
    started = visitor.post(f"{GROUP}write/", {"title": "Kello kaksi yöllä", "body": "Kuka muu **valvoo**?"})
    assert (joined.status, started.status) == (303, 303)

    thread = visitor.get(started.headers["Location"])

    assert thread.status == 200
    assert "Kuka muu <strong>valvoo</strong>?" in thread.text
    assert portal.visitor().get(started.headers["Location"]).status == 302
    assert "broken" not in portal.manage("audit", "verify")


def test_cookies_are_bound_to_the_host_and_kept_from_scripts(portal):
    visitor = portal.visitor()
    visitor.get("/?lang=sv")
    answer = visitor.post("/accounts/login/", {"login": "peer@diak.example", "password": PASSWORD})
    assert {"__Host-session", "__Host-csrf", "__Host-lang"} <= set(visitor.cookies)
    for cookie in answer.headers.get_all("Set-Cookie"):
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts, cookie
        assert not any(part.startswith("Domain") for part in parts)


def test_browsers_are_told_to_stay_on_tls(portal):
    plain = portal.visitor().ask("GET", "/communities/?theme=sleep", scheme="http")
    secure = portal.visitor().get("/communities/")
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{HOST}/communities/?theme=sleep")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_health_needs_no_tls(portal):
    for what in ("live", "ready"):
        answer = portal.visitor().ask("GET", f"/health/{what}", scheme="http")
        assert (answer.status, answer.headers["Location"]) == (200, None)


def test_the_container_can_ask_its_own_health(portal):
    command = [sys.executable, "deploy/probe.py", "ready"]
    port = portal.ports["web1"]
    for wanted, asked in ((0, port), (1, 1)):
        env = {**portal.env, "GRANIAN_PORT": str(asked)}
        assert subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == wanted


def test_a_foreign_host_is_refused(portal):
    assert portal.visitor().get("/", Host="evil.example").status == 400


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_static_files_come_compressed_and_for_ever(portal, coding):
    page = portal.visitor().get("/").text
    address = re.search(r'href="(/static/[^"]+\.css)"', page)[1]

    answer = portal.visitor().get(address, Accept_Encoding=coding)

    assert (answer.status, answer.headers["Content-Encoding"]) == (200, coding)
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert "Set-Cookie" not in answer.headers


def test_pages_come_compressed_and_are_kept_by_nobody(portal):
    answer = sign_in(portal, email="peer@kamk.example").get("/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"</html>" in gzip.decompress(answer.body)


def test_a_body_past_the_limit_is_refused(portal):
    visitor = sign_in(portal, email="peer@oulu.example")
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
    assert visitor.ask("POST", f"{GROUP}write/", b"x" * 3_000_000, **kind).status == 413


def test_two_readers_behind_the_proxy_do_not_share_a_rate_limit(portal):
    def is_limited(address, number, **headers):
        fields = {"login": f"nobody{number}@{address}.example", "password": "wrong-password"}
        return LIMITED in portal.visitor(address).post("/accounts/login/", fields, **headers).text

    first = [is_limited("127.0.0.2", number) for number in range(12)]

    assert (first[0], first[-1]) == (False, True)
    assert is_limited("127.0.0.2", 20, X_Forwarded_For="203.0.113.9")
    assert not is_limited("127.0.0.3", 1)
    assert not is_limited("127.0.0.4", 1, X_Forwarded_For="127.0.0.2")


def test_nothing_of_a_visitor_is_in_the_logs(portal):
    visitor = portal.visitor("127.0.0.5")
    visitor.get("/communities/?theme=canary.query")
    visitor.get("/canary.path/")
    visitor.post("/accounts/login/", {"login": "canary.mail@diak.example", "password": "canary.word"})
    said = portal.log.read_text()
    assert '"event": "request"' in said
    assert [word for word in ("canary", "127.0.0.5", "student@") if word in said] == []


def test_parts_may_stop_one_after_another():
    with site() as portal:
        visitor = portal.visitor()
        reader = sign_in(portal)

        portal.stop["web1"].close()
        assert [visitor.get("/communities/").status for _turn in range(6)] == [200] * 6

        portal.stop["redis"].close()
        assert visitor.get("/health/ready").status == 503
        assert reader.get("/").status == 200

        portal.stop["database"].close()
        ready = visitor.get("/health/ready")
        assert (ready.status, '"database": "error"' in ready.text) == (503, True)
        assert [visitor.get(path).status for path in ("/health/live", "/help-now/")] == [200, 200]

        portal.stop["web2"].close()
        nobody = visitor.get("/")
        assert (nobody.status, "tel:112" in nobody.text) == (502, True)
        assert nobody.headers["Strict-Transport-Security"].startswith("max-age=31536000")
