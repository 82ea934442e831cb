"""A wrong value in the environment stops the start with one clear line."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from wellbeing_portal.kernel.env import Env, flag, kept_secret, secret, whole_number

LONG = "a-secret-that-is-certainly-long-enough"


@pytest.fixture
def given(monkeypatch):
    def give(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return Env()

    return give


@pytest.mark.parametrize(
    ("raw", "read"), [("1", True), (" Yes ", True), ("on", True), ("0", False), ("off", False), ("", False)]
)
def test_a_flag_reads_the_usual_words(given, raw, read):
    assert flag(given(SWITCH=raw), "SWITCH", default=not read) is read


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_given_is_its_default(given, default):
    assert flag(given(), "NO_SUCH_SWITCH", default=default) is default


def test_a_flag_of_another_word_stops_the_start(given):
    with pytest.raises(ImproperlyConfigured, match=r"SWITCH must be 1 or 0, not 'maybe'\."):
        flag(given(SWITCH="maybe"), "SWITCH", default=False)


@pytest.mark.parametrize(("raw", "read"), [("0", 0), ("5", 5)])
def test_a_number_may_be_either_end(given, raw, read):
    assert whole_number(given(COUNT=raw), "COUNT", default=3, low=0, high=5) == read


@pytest.mark.parametrize("raw", ["-1", "6", "1.5", "٣", "many"])
def test_a_number_beyond_its_ends_or_of_other_signs_stops_the_start(given, raw):
    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number from 0 to 5"):
        whole_number(given(COUNT=raw), "COUNT", default=3, low=0, high=5)


def test_a_secret_is_read_from_a_file_too(given, tmp_path, monkeypatch):
    # The reader keeps what it found in the environment; monkeypatch takes it away again.
    monkeypatch.setenv("FILED_SECRET", "")
    monkeypatch.delenv("FILED_SECRET")
    (tmp_path / "secret").write_text(f"{LONG}\n")
    env = given(FILED_SECRET_FILE=str(tmp_path / "secret"))
    assert secret(env, "FILED_SECRET", production=True, development="") == LONG


def test_a_secret_in_production_is_never_made_up(given):
    for env in (given(), given(THE_SECRET="short")):
        with pytest.raises(ImproperlyConfigured, match="THE_SECRET must be set in production"):
            secret(env, "THE_SECRET", production=True, development=LONG)


def test_an_embedded_portal_uses_its_own_secret_unless_told(given):
    assert secret(given(), "THE_SECRET", production=False, development="made here") == "made here"
    assert secret(given(THE_SECRET=LONG), "THE_SECRET", production=False, development="made here") == LONG


def test_a_kept_secret_is_made_once_and_for_the_owner_only(tmp_path):
    path = tmp_path / "var" / "x.secret"
    made = iter(["first", "second"])
    assert [kept_secret(path, lambda: next(made)) for _ in range(2)] == ["first", "first"]
    assert path.stat().st_mode & 0o777 == 0o600
