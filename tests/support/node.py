"""Programs in JavaScript that judge what we made: installed once from a lock file, run with JSON in and out."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "var" / "tests"
PATIENCE = 120


def without(reason: str) -> None:
    """A judge that is missing fails the build of the project; on anybody's own machine it is skipped."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def installed(folder: Path) -> Path:
    """The folder with its packages beside it, in a cache named by the lock file; nothing of theirs runs on the way."""
    if not shutil.which("node") or not shutil.which("npm"):
        without("The verifiers in JavaScript need node and npm.")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    name = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    kept = CACHE / f"{folder.parent.name}-{name}"
    if kept.exists():
        return kept
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as fresh:
        for path in files:
            shutil.copy(path, fresh)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=fresh, check=False, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            without(f"npm could not install the verifiers: {done.stderr.strip()[-300:]}")
        # Whoever installed at the same moment may have been sooner.
        if not kept.exists():
            shutil.copytree(fresh, f"{fresh}-done", symlinks=True)
            Path(f"{fresh}-done").rename(kept)
    return kept


def run(folder: Path, script: str, told: dict[str, Any]) -> Any:
    """What the script wrote."""
    done = subprocess.run(
        ["node", script], cwd=installed(folder), input=json.dumps(told), check=False, capture_output=True, text=True,
        timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
