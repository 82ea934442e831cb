"""Fill a database with people, groups, threads and posts by COPY: ``python -m bench.data POSTS``."""

import io
import os
import random
import sys
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import django

# ruff: noqa: SIM905 - words read better as text
POSTS_IN_THREAD, THREADS_IN_GROUP, MEMBERS_IN_GROUP = 20, 10, 20
READERS, GROUPS_OF_READER = 256, 8
WORDS = (
    "ilta uni aamu luento koti opinnot ryhmä kahvi kävely metsä ranta kirja tentti essee gradu harjoittelu työ vuoro "
    "ystävä yksin yhdessä hiljaa pitkään joskus usein harvoin eilen huomenna tänään viime kevät syksy talvi kesä "
    "muutin asun opiskelen luen kirjoitan kuuntelen puhun mietin nukun valvon herään väsyn jaksan autan kysyn "
    "kaupunki kampus kirjasto asema juna bussi pyörä polku lumi sade tuuli valo pimeä rauha kiire stressi lepo "
    "minusta meillä teillä heillä kaikki joku moni harva toinen ensimmäinen viimeinen parempi huonompi samanlainen"
).split()
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Lines(io.RawIOBase):
    """An iterator of lines that COPY can read from."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.rest = lines, b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size:
            batch = "".join(line for _, line in zip(range(500), self.lines, strict=False))
            if not batch:
                break
            self.rest += batch.encode()
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def copy(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """COPY rows (field name to value) into the model's table; other columns get the model's defaults."""
    from django.db import connection  # noqa: PLC0415 - settings come from the environment

    fields = model._meta.concrete_fields

    def cell(field: Any, value: Any) -> str:
        value = field.get_db_prep_save(value, connection)
        value = getattr(value, "dumps", str)(value.adapted) if hasattr(value, "adapted") else value
        return r"\N" if value is None else str(value).translate(ESCAPES)

    # A constant is made into text once; a callable default (an id, a time) anew for each row.
    constant = {f.attname: cell(f, f.get_default()) for f in fields if not callable(f.default) and not f.primary_key}

    def line(row: dict[str, Any]) -> str:
        cells = [
            cell(field, row[field.attname])
            if field.attname in row
            else constant.get(field.attname) or cell(field, field.get_default())
            for field in fields
        ]
        return "\t".join(cells) + "\n"

    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', Lines(map(line, rows)))
        for statement in connection.ops.sequence_reset_sql(django.core.management.color.no_style(), [model]):
            cursor.execute(statement)


def text(chance: random.Random) -> str:
    """About 320 characters in two or three paragraphs, never twice the same."""
    parts = []
    while sum(map(len, parts)) < 250:
        words = chance.choices(WORDS, k=chance.randint(12, 24))
        parts.append(" ".join(words).capitalize() + ".")
    return "\n\n".join(parts)


def fill(posts: int) -> None:
    """The whole data set; everything is in proportion to the number of posts."""
    from django.utils import timezone  # noqa: PLC0415

    from communities.models import Group, GroupTheme, Member, Post, Thread  # noqa: PLC0415
    from wellbeing_portal.accounts.models import User  # noqa: PLC0415
    from wellbeing_portal.institutions.models import Institution, Membership  # noqa: PLC0415

    threads = posts // POSTS_IN_THREAD
    groups, people, now = threads // THREADS_IN_GROUP, threads, timezone.now()
    chance = random.Random(2026)  # noqa: S311
    places = list(Institution.objects.unscoped("filling a benchmark").order_by("pk").values_list("pk", flat=True))
    universities = list(
        Institution.objects.unscoped("filling a benchmark").filter(kind="university").values_list("pk", flat=True)
    )

    copy(User, ({"id": n, "email": f"person{n}@bench.example", "password": "!"} for n in range(1, people + 1)))
    copy(
        Membership,
        (
            {"id": n, "user_id": n, "institution_id": universities[n % len(universities)], "role": "student"}
            for n in range(1, people + 1)
        ),
    )

    def group(n: int) -> dict[str, Any]:
        title, summary = f"Ryhmä {n} {chance.choice(WORDS)}", text(chance)[:230]
        return {
            "id": n,
            "owner_id": places[n % len(places)],
            "slug": f"group-{n}",
            **{f"title{suffix}": title for suffix in ("", "_fi")},
            **{f"summary{suffix}": summary for suffix in ("", "_fi")},
            **{f"rules{suffix}": "Ollaan toisillemme ystävällisiä." for suffix in ("", "_fi")},
            "form": "support",
            "speaks_fi": True,
            "state": "open",
            "member_count": MEMBERS_IN_GROUP,
            "last_post_at": now - timedelta(minutes=n % 9000),
        }

    copy(Group, map(group, range(1, groups + 1)))
    themes = ("sleep", "stress", "studies", "mood", "new_town", "thesis")
    copy(
        GroupTheme,
        (
            {"id": (n - 1) * 2 + k + 1, "group_id": n, "theme": themes[(n + k) % 6]}
            for n in range(1, groups + 1)
            for k in (0, 1)
        ),
    )

    pairs = [
        (g, (g * MEMBERS_IN_GROUP + k) % people + 1) for g in range(1, groups + 1) for k in range(MEMBERS_IN_GROUP)
    ]
    known = set(pairs)
    for reader in range(1, min(READERS, people) + 1):
        for turn in range(GROUPS_OF_READER):
            pair = ((reader * 37 + turn * 101) % groups + 1, reader)
            if pair not in known:
                known.add(pair)
                pairs.append(pair)
    copy(
        Member,
        (
            {
                "id": n,
                "group_id": g,
                "user_id": p,
                "pseudonym": f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} {n}",
                "pseudonym_key": f"bench{n}",
                "accepted_rules_at": now,
            }
            for n, (g, p) in enumerate(pairs, 1)
        ),
    )
    # The regular members of group g come first and in order.
    author = lambda g: (g - 1) * MEMBERS_IN_GROUP + chance.randint(1, MEMBERS_IN_GROUP)  # noqa: E731
    group_of = lambda t: (t - 1) // THREADS_IN_GROUP + 1  # noqa: E731
    copy(
        Thread,
        (
            {
                "id": t,
                "public_id": uuid.UUID(int=t),
                "group_id": group_of(t),
                "author_id": author(group_of(t)),
                "title": f"{' '.join(chance.choices(WORDS, k=5)).capitalize()} {t}?",
                "language": "fi",
                "post_count": POSTS_IN_THREAD,
                "last_post_at": now - timedelta(minutes=t % 9000),
            }
            for t in range(1, threads + 1)
        ),
    )

    def post(n: int) -> dict[str, Any]:
        # Written in turn all over the portal, as in life: the posts of a thread do not lie side by side.
        position, thread = divmod(n - 1, threads)
        body = text(chance)
        html = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
        row = {
            "id": n,
            "thread_id": thread + 1,
            "author_id": author(group_of(thread + 1)),
            "position": position + 1,
            "body": body,
            "body_html": html,
            "language": "fi",
        }
        if n % 3 == 0:
            row["reactions"] = {"heard": n % 4 + 1, "same": 1}
        return row

    copy(Post, map(post, range(1, posts + 1)))


def main(posts: int) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_partners", stdout=io.StringIO())
    call_command("load_services", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    with transaction.atomic():
        fill(posts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")
    main(int(sys.argv[1]))
