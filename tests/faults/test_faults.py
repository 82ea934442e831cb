"""The short run of the faults; ``make faults`` is the long one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = (
    "lost",
    "not settled",
    "came but not settled",
    "second message ids",
    "repeats of letters",
    "repeats without an unknown end",
    "repeats without a strike",
    "refused for good, and tried more than once",
    "deaf",
)


@pytest.mark.slow
@pytest.mark.faults
def test_whatever_is_struck_nothing_is_lost_and_no_letter_comes_twice():
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "short"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    assert {name: told.get(name, 0) for name in NEVER} == dict.fromkeys(NEVER, 0), told
    # There was something to lose, and something struck it.
    assert (told["mails"], told["between 250 and commit"], told["letters folded into the next"]) >= (150, 2, 1)
    assert told["repeats"] >= 1
