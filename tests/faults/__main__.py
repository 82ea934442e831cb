"""Strike, and count: what was lost, what came twice, how late it was. Prints the figures as JSON at the end."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

from tests.faults.world import ROOT, world
from tests.support.servers import say

# How many mails of each sort, kills, restarts of each server, and processes; a lease in seconds outlasts a whole batch.
SIZES = {
    "short": {"plain": 90, "letter": 20, "each": 2, "kills": 8, "restarts": 1, "late": 0},
    "full": {"plain": 760, "letter": 120, "each": 12, "kills": 200, "restarts": 20, "late": 5000},
}
PROCESSES = {
    "short": {"beats": 2, "workers": 2, "lease": 8},
    "full": {"beats": 3, "workers": 4, "lease": 15},
}
# At most so many seconds until all is settled, and until every worker was heard of again.
SETTLED, HEARD = 150, 60


def run(name, seed):
    size, chance = SIZES[name], random.Random(seed)
    with (
        tempfile.TemporaryDirectory(prefix="portal-faults-") as folder,
        world(Path(folder), **PROCESSES[name]) as (env, base, broker, clock),
    ):
        os.environ.update(env)
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
        django.setup()
        hands, ledger = import_module("tests.faults.strikes"), import_module("tests.faults.ledger")
        strikes, box, begun = hands.Strikes(), Path(folder) / "sink", timezone.now()
        clock.mend()
        hands.strike(size, begun, box, base, broker, clock, chance, strikes)
        say(f"{sum(strikes.count.values())} strikes after {time.time() - begun.timestamp():.0f} s")
        left = ledger.settle(begun, clock, SETTLED)
        found, late = ledger.figures(box, strikes, begun)
        report = {"seed": seed, **strikes.count, **found, "not settled": left, "lateness in s": late}
        report["deaf"] = ledger.deaf(clock, HEARD)
        report["seconds"] = round(time.time() - begun.timestamp())
        if size["late"]:
            (box / "pace").write_text("0.05")
            users = hands.people(["plain"] * size["late"])
            second = timezone.now()
            hands.plan(users)
            report["not settled, without faults"] = ledger.settle(second, clock, 300)
            found, late = ledger.figures(box, hands.Strikes(), second)
            report["without faults"] = {**found, "lateness in s": late}
        connection.close()
    return report


if __name__ == "__main__":
    # Asked to end (a closed terminal, a cancelled job): leave through every ``finally``.
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(128 + signal.SIGTERM))
    name, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    sys.stdout.write(f"{json.dumps(run(name, seed), indent=1)}\n")
