"""Ask this container's web server whether it is alive or ready: ``python deploy/probe.py ready``."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def well(what: str, host: str, port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", f"/health/{what}", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    # The portal answers only for its own hosts.
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    sys.exit(0 if well(sys.argv[1], host, int(os.environ.get("GRANIAN_PORT", "8000"))) else 1)
