"""What is struck, and when. Django is set up before this is read."""

import itertools
import os
import signal
import time
import uuid
from collections import Counter

import redis as client
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from tests.faults.world import await_that, owner_of
from tests.support.servers import say
from wellbeing_portal.accounts.models import User
from wellbeing_portal.notifications.actions.telling import new_wishes
from wellbeing_portal.notifications.models import Delivery, Notice, Wishes

SCRIPTED = (
    "soft",
    "bye",
    "grey",
    "late",
    "tar",
    "hang",
    "cutbefore",
    "cutlost",
    "cutkept",
    "hard",
    "moved",
    "full",
    "odd",
    "refuse",
)
NUMBERS = itertools.count()


class Strikes:
    """What was done to whom, and when: a repeat without one of these is a fault of ours."""

    def __init__(self):
        self.at = []
        self.count = Counter()

    def note(self, what):
        self.at.append(time.time())
        self.count[what] += 1

    def one_within(self, begun, ended):
        return any(begun <= moment <= ended for moment in self.at)


def in_words(work):
    """Run it until the database answers: it is being restarted under our hands too."""
    for _turn in range(100):
        try:
            return work()
        except OperationalError:
            connection.close()
            time.sleep(0.1)
    raise TimeoutError("no database")


# --- rows


def people(words):
    made = [User(email=f"{word}-{next(NUMBERS)}@sink.example", password="!") for word in words]
    return User.objects.bulk_create(made)


def plan(users):
    """A mail of its own for each, due now; for those named so a letter of the day with a notice in it."""
    now, mails, notices, wishes = timezone.now(), [], [], []
    for user in users:
        if user.email.startswith("letter"):
            wishes.append(new_wishes(user.pk, now))
            notices.append(
                Notice(recipient=user, kind="faults.pong", target_id=uuid.uuid4(), said_at=now, waits_for_letter=True)
            )
            key, about = f"letter:{user.pk}:{now.date()}", {"kind": "letter", "day": now.date()}
        else:
            target = uuid.uuid4()
            key, about = f"faults.ping:{target}::{user.pk}", {"kind": "faults.ping", "target_id": target}
        mails.append(Delivery(key=key, recipient=user, due_at=now, made_at=now, **about))
    with transaction.atomic():
        Wishes.objects.bulk_create(wishes, ignore_conflicts=True)
        Wishes.objects.filter(pk__in=[row.pk for row in wishes]).update(letter_at=None)
        Notice.objects.bulk_create(notices)
        Delivery.objects.bulk_create(mails)


# --- strikes at the boundaries of the states


class Held:
    """The dialogue of one mail, held at a point until it is let go."""

    def __init__(self, box, clock, point, word):
        self.box, self.clock = box, clock
        (box / f"hold-{point}-{word}").touch()
        self.file = box / "held"
        # A batch of its own: what other workers hold already cannot be held here.
        plan(people([word] * 5))

    def __enter__(self):
        await_that(self.file.exists, 30, "nobody came to be held")
        port, self.address = self.file.read_text().split()
        self.pid = await_that(lambda: owner_of(int(port), self.clock.all_children()), 5, "nobody owns the line")
        return self

    def __exit__(self, *error):
        self.file.unlink(missing_ok=True)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)


def strike_at_boundaries(box, clock, strikes):
    """Children die while they hold claims, hand over, wait for the answer, and before they commit it."""
    for point in ("address", "text", "answer"):
        for word in ("plain", "letter"):
            with Held(box, clock, point, word) as held:
                states = set(Delivery.objects.values_list("state", flat=True))
                assert "sending" in states, states
                held.kill()
                strikes.note(f"at {point}")
    for word in ("plain", "letter"):
        hold = Held(box, clock, "answer", word)
        with transaction.atomic():
            with hold as held:
                row = Delivery.objects.select_for_update(of=("self",)).get(recipient__email=held.address)
                assert row.state == "sending"
            # It has its 250 now, and waits for our lock to commit that.
            time.sleep(0.7)
            held.kill()
            strikes.note("between 250 and commit")
        clock.mend()


# --- and everywhere else


def strike(size, begun, box, base, broker, clock, chance, strikes):
    words = [
        *["plain"] * size["plain"],
        *["letter"] * size["letter"],
        *[w for w in SCRIPTED for _n in range(size["each"])],
    ]
    chance.shuffle(words)
    users = people(words)
    wave = max(1, len(users) // 10)
    plan(users[:wave])
    left = users[wave:]
    line = client.from_url(f"redis://127.0.0.1:{broker.port}/0")
    strike_at_boundaries(box, clock, strikes)
    say(f"struck at the boundaries after {time.time() - begun.timestamp():.0f} s")
    kills, turn = 0, 0
    events = {size["kills"] // 6: "flush", size["kills"] // 3: "postgres", size["kills"] // 2: "redis"}
    while kills < size["kills"]:
        turn += 1
        assert turn < size["kills"] * 10, "too few victims"
        if left and kills >= (len(users) - len(left)) * size["kills"] // len(users):
            in_words(lambda now=left[:wave]: plan(now))
            left = left[wave:]
        clock.mend()
        what = chance.choices(("child", "main", "group"), (6, 2, 2))[0]
        if clock.kill(chance.choice(clock.workers), what):
            kills += 1
            strikes.note(what)
        match events.pop(kills, None):
            case "flush":
                line.flushall()
                strikes.note("redis flushed")
            case "postgres":
                for _turn in range(size["restarts"]):
                    base.stop(signal.SIGQUIT)
                    strikes.note("postgres stopped at once")
                    base.start()
                    time.sleep(0.5)
            case "redis":
                for _turn in range(size["restarts"]):
                    broker.stop(signal.SIGTERM)
                    strikes.note("redis stopped")
                    time.sleep(0.3)
                    broker.start()
                broker.stop(signal.SIGTERM)
                strikes.note("redis stopped")
                time.sleep(3 if size["restarts"] == 1 else 20)
                broker.start()
        time.sleep(chance.uniform(0.1, 0.9))
    if left:
        in_words(lambda: plan(left))
    clock.mend()
