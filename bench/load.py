"""A small load generator: keep-alive connections to 127.0.0.1, bounded in time: ``python -m bench.load``."""

import asyncio
import json
import random
import sys
import time
from typing import Any

COOKIE = "__Host-session"


async def _one(port: int, pairs: list[tuple[str, str]], until: float, chance: random.Random, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    try:
        while (begun := time.perf_counter()) < until:
            path, key = chance.choice(pairs)
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
                f"Accept-Language: fi\r\nCookie: {COOKIE}={key}; __Host-lang=fi\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            status, _, fields = head.partition(b"\r\n")
            length = next(
                int(field.split(b":")[1]) for field in fields.lower().split(b"\r\n") if field[:15] == b"content-length:"
            )
            await reader.readexactly(length)
            if b" 200 " not in status + b" ":
                raise SystemExit(f"{path} answered {status.decode()}")
            took.append(time.perf_counter() - begun)
    finally:
        writer.close()


async def run(port: int, pairs: list[tuple[str, str]], *, connections: int, seconds: float) -> dict[str, Any]:
    """Ask for random pairs until the time is up; any answer but 200 ends the run."""
    took: list[float] = []
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(
        *(_one(port, pairs, until, random.Random(n), took) for n in range(connections))  # noqa: S311
    )
    spent, ordered = time.perf_counter() - begun, sorted(took)

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)

    return {
        "requests": len(took),
        "rate": round(len(took) / spent, 1),
        "p50": at(0.5),
        "p95": at(0.95),
        "p99": at(0.99),
    }


if __name__ == "__main__":
    order = json.load(sys.stdin)
    sys.stdout.write(json.dumps(asyncio.run(run(**order))))
