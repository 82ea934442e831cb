"""Strict readers for the environment: a wrong value stops the start with one clear line."""

from collections.abc import Callable
from pathlib import Path

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping


class _Files(FileAwareMapping):
    def __getitem__(self, key: str) -> str:
        try:
            return super().__getitem__(key).strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{key}_FILE names a file that cannot be read.") from error


class Env(environ.Env):
    """django-environ that also reads ``NAME_FILE`` (a path), as container secrets want it; a last newline is none."""

    def __init__(self) -> None:
        super().__init__()
        self.ENVIRON = _Files()


TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def flag(env: Env, name: str, *, default: bool) -> bool:
    """Read a yes/no value. Raises ImproperlyConfigured for anything but the usual words."""
    raw = env.str(name, default="1" if default else "0").strip().lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def whole_number(env: Env, name: str, *, default: int, low: int, high: int) -> int:
    """Read a whole number between low and high, both included."""
    raw = env.str(name, default=str(default)).strip()
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {raw!r}.")
    return int(raw)


def secret(env: Env, name: str, *, production: bool, development: str) -> str:
    """Read a secret; in production a missing or short one (under 32 characters) stops the start."""
    value = env.str(name, default="").strip()
    if not value and not production:
        return development
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} must be set in production, to at least 32 characters.")
    return value


def field_keys(text: str) -> list[str]:
    """The keys of encrypted columns, the newest first. A wrong one stops the start, not the first reader."""
    keys = [key.strip() for key in text.split(",")]
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            raise ImproperlyConfigured(
                "FIELD_KEYS must be url-safe base64 keys of 32 bytes, separated by commas."
            ) from error
    return keys


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The embedded default: a random secret made once and kept beside the database."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text().strip()
