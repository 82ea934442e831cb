"""What became of the mails: the rows on one side, what the mail server accepted on the other."""

import statistics
import time
from collections import Counter, defaultdict

from django.utils import timezone

from tests.faults.strikes import in_words
from tests.support.servers import say
from wellbeing_portal.notifications.models import Delivery, Heartbeat, Notice, Wishes

FOR_GOOD = ("hard", "moved", "full", "odd", "refuse")
# So many seconds after an acceptance a strike may have come between it and the commit.
BETWEEN = 3.0


def accepted_by(box):
    """The moments and Message-IDs of what the mail server took, by address."""
    accepted = defaultdict(list)
    for line in (box / "accepted").read_text().splitlines():
        at, mark, address = line.split()
        accepted[address].append((float(at), mark))
    return accepted


def figures(box, strikes, begun):
    """Counts of everything that may have happened to a mail made since then, and how late they were."""
    accepted = accepted_by(box)
    waiting = set(Notice.objects.filter(waits_for_letter=True).values_list("recipient", flat=True))
    turned = set(Wishes.objects.filter(letter_at__isnull=False).values_list("pk", flat=True))
    found, late = Counter(), []
    for row in Delivery.objects.filter(made_at__gte=begun).select_related("recipient"):
        word, came = row.recipient.email.partition("-")[0], accepted[row.recipient.email]
        folded = row.kind == "letter" and row.state == "unknown" and row.recipient_id in waiting & turned
        found["mails"] += 1
        found[f"state {row.state}"] += 1
        found["second message ids"] += len({mark for _at, mark in came} | {row.message_id}) - 1
        found["letters folded into the next"] += folded
        found["letters that came and are folded too"] += bool(came) and folded
        if word in FOR_GOOD:
            found["refused for good, and tried more than once"] += (
                row.state != "failed" or row.attempts - row.doubts > 1
            )
        elif not folded:
            found["lost"] += not came
            found["came but not settled"] += bool(came) and row.state != "sent"
        if row.kind == "letter":
            found["repeats of letters"] += max(0, len(came) - 1)
        else:
            found.update(repeats_of(row, word, came, strikes))
        if row.finished_at and word in ("plain", "letter"):
            late.append((row.finished_at - row.due_at).total_seconds())
    cuts = statistics.quantiles(late, n=100)
    return found, {"p50": round(cuts[49], 1), "p99": round(cuts[98], 1), "first": round(min(late), 1)}


def repeats_of(row, word, came, strikes):
    """How often the mail came again, and why."""
    found = Counter()
    for at, _mark in came[:-1]:
        found["repeats"] += 1
        if word == "cutkept":
            found["repeats where the 250 was cut off"] += 1
        elif strikes.one_within(at - 0.1, at + BETWEEN):
            found["repeats where a strike fell between 250 and commit"] += 1
        else:
            found["repeats without a strike"] += 1
    found["repeats without an unknown end"] += max(0, len(came) - 1 - row.doubts)
    return found


def open_rows(begun):
    return Delivery.objects.filter(made_at__gte=begun, finished_at__isnull=True).count()


def settle(begun, clock, seconds):
    until = time.monotonic() + seconds
    while (left := in_words(lambda: open_rows(begun))) and time.monotonic() < until:
        clock.mend()
        time.sleep(0.2)
    return left


def deaf(clock, seconds):
    """Workers and beats that are not heard of any more although they run."""
    since, until = timezone.now(), time.monotonic() + seconds
    while time.monotonic() < until:
        heard = {
            name.partition("@")[0] for name in Heartbeat.objects.filter(at__gt=since).values_list("name", flat=True)
        }
        if heard >= {"beat", *clock.workers}:
            return 0
        time.sleep(0.2)
    say(f"heard of {sorted(heard)} only")
    return len({"beat", *clock.workers} - heard)
