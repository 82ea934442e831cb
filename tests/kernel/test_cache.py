"""While Redis is away nothing is found, nothing is kept, and nothing breaks."""

import time

import pytest

from tests.support import servers
from wellbeing_portal.kernel.cache import ForgivingRedisCache


@pytest.fixture(autouse=True)
def _back():
    ForgivingRedisCache.away_until = 0
    yield
    ForgivingRedisCache.away_until = 0


@pytest.fixture
def away():
    return ForgivingRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_everything_has_an_answer_while_it_is_away(away, caplog):
    answers = [
        away.get("word"),
        away.get("word", "default"),
        away.get_many(["word"]),
        away.has_key("word"),
        away.set("word", 1, 10),
        away.set_many({"word": 1}),
        away.add("word", 1),
        away.touch("word"),
        away.delete("word"),
        away.delete_many(["word"]),
        away.get_or_set("word", 7),
    ]
    assert answers == [None, "default", {}, False, None, ["word"], True, False, False, None, 7]
    assert caplog.text.count("cache_away") == 1


def test_one_question_finds_out_and_the_next_ones_do_not_wait(away):
    away.get("word")
    begun = time.perf_counter()
    for _turn in range(100):
        away.get("word")
    assert time.perf_counter() - begun < 0.1


def test_it_is_asked_again_after_a_pause(away, caplog):
    away.get("word")
    ForgivingRedisCache.away_until = time.monotonic()
    away.get("word")
    assert caplog.text.count("cache_away") == 2


def test_it_makes_one_client_and_no_new_one_for_each_question():
    there = ForgivingRedisCache("redis://127.0.0.1:1/0", {})._cache
    clients = {id(client) for client in [there.get_client(), there.get_client("word"), there.get_client(write=True)]}
    assert len(clients) == 1


@pytest.mark.slow
def test_it_keeps_what_it_is_given_while_it_is_there():
    servers.provide("Redis")
    with servers.redis() as address:
        there = ForgivingRedisCache(f"{address}/0", {})
        there.set("word", 1, 10)
        there.set_many({"other": 2})
        found = [
            there.get("word"),
            there.get_many(["word", "other"]),
            there.add("word", 5),
            there.has_key("word"),
            there.touch("word"),
            there.delete("word"),
            there.has_key("word"),
        ]
        there.delete_many(["other"])
        there.close()
        assert found == [1, {"word": 1, "other": 2}, False, True, True, True, False]
