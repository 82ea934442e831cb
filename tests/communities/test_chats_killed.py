"""The web server is struck dead while people talk; they go on when it is back, and nothing is lost or said twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.chat import chat

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def test_a_chat_goes_on_after_the_server_was_killed():
    # Browser tests leave a loop of events in the test's own thread, and the talkers need one of theirs.
    with ThreadPoolExecutor(1) as another:
        found = another.submit(chat, 12, 12, kill=True).result()
    assert found["said"] >= 12
    assert (found["lost"], found["doubled"]) == (0, 0)
