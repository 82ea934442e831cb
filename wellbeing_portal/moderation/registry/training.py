"""The socket of the required training: whoever keeps the completions binds itself here at start."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
_checks: list[Check] = []


def trained_by(check: Check) -> None:
    """Called once at start by the app that knows who has completed the training of moderators."""
    _checks[:] = [check]


def is_trained(user: Any) -> bool:
    """Nobody, as long as no app keeps the completions."""
    return any(check(user) for check in _checks)
