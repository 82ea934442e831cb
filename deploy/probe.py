"""Ask this container whether it is well: ``python deploy/probe.py live|ready|clockwork``.

The first two ask its web server; the last is for a worker or the beat, which touch a file with each tick.
"""

import os
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

SILENT_AFTER = 180


def well(what: str, host: str, port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", f"/health/{what}", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def ticks() -> bool:
    try:
        touched = (Path(tempfile.gettempdir()) / "portal-clockwork").stat().st_mtime
    except OSError:
        return False
    return time.time() - touched < SILENT_AFTER


if __name__ == "__main__":
    if sys.argv[1] == "clockwork":
        sys.exit(0 if ticks() else 1)
    # The portal answers only for its own hosts.
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    sys.exit(0 if well(sys.argv[1], host, int(os.environ.get("GRANIAN_PORT", "8000"))) else 1)
