"""Who asks for what: ``python -m bench.plan make`` signs readers in, ``… count`` counts queries; both speak JSON."""

import json
import os
import random
import sys
from typing import Any

import django

READERS, PAIRS = 200, 4000


def make() -> dict[str, Any]:
    """Sessions of readers, and for each page the addresses that each of them may open."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: PLC0415

    from communities.models import Member, Thread  # noqa: PLC0415
    from wellbeing_portal.accounts.models import User  # noqa: PLC0415

    chance = random.Random(2026)  # noqa: S311
    readers = list(User.objects.order_by("pk")[:READERS])
    threads: dict[int, list[str]] = {}
    slugs: dict[int, list[str]] = {}
    keys = {}
    for reader in readers:
        session = SessionStore()
        session[SESSION_KEY] = str(reader.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
        session.save()
        keys[reader.pk] = session.session_key
        mine = Member.objects.filter(user=reader, state="active")
        slugs[reader.pk] = list(mine.values_list("group__slug", flat=True))
        public_ids = Thread.objects.filter(group__in=mine.values("group")).values_list("public_id", flat=True)
        threads[reader.pk] = [str(public_id) for public_id in public_ids]

    def pairs(path: Any) -> list[tuple[str, str]]:
        chosen = [chance.choice(readers).pk for _ in range(PAIRS)]
        return [(path(reader), keys[reader]) for reader in chosen]

    return {
        "thread": pairs(lambda reader: f"/communities/threads/{chance.choice(threads[reader])}/"),
        "group": pairs(lambda reader: f"/communities/{chance.choice(slugs[reader])}/"),
        "groups": pairs(lambda reader: "/communities/"),
        "home": pairs(lambda reader: "/"),
        "hello": pairs(lambda reader: "/hello/"),
    }


def count(plan: dict[str, Any]) -> dict[str, Any]:
    """Queries and bytes of each page that this settings module knows."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    found = {}
    for name, pairs in plan.items():
        path, key = pairs[0]
        client = Client(SERVER_NAME="localhost", headers={"X-Forwarded-Proto": "https"})
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        # The first answer makes what is kept between requests.
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        if response.status_code == 200:
            found[name] = {
                "queries": len(queries),
                "bytes": len(response.content),
                "posts": response.content.count(b"<article"),
                "sql": [query["sql"][:2000] for query in queries],
            }
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")
    django.setup()
    answer = make() if sys.argv[1] == "make" else count(json.load(sys.stdin))
    sys.stdout.write(json.dumps(answer))
