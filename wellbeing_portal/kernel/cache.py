"""The shared cache of production; losing it costs speed and rate limits for a while, never a page."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

log = structlog.get_logger("portal.cache")
# So long nobody asks again, or every page would wait for a Redis that does not answer.
PAUSE = 3.0


class _KeptClient(RedisCacheClient):
    """One client for each pool of lines, where Django makes one for each question: that costs more than asking."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if "kept" not in vars(pool):
            pool.kept = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return pool.kept


class ForgivingRedisCache(RedisCache):
    """While Redis is away nothing is found and nothing is kept; sessions are then read from the database."""

    away_until: ClassVar[float] = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _KeptClient

    def _unless_away(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        cls = type(self)
        if time.monotonic() < cls.away_until:
            return otherwise
        try:
            return ask()
        except (NoConnection, NoAnswer) as error:
            cls.away_until = time.monotonic() + PAUSE
            log.warning("cache_away", error=type(error).__name__)
            return otherwise

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).has_key(key, version), False)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        self._unless_away(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> list[str]:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), list(data))

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """True while Redis is away: who asks whether they are the first is not told that somebody else is."""
        return self._unless_away(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), True)

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).touch(key, *args, **kwargs), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._unless_away(lambda: super(ForgivingRedisCache, self).delete(key, version), False)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._unless_away(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)
