"""The operator's look at the trail."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.actions import record
from wellbeing_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


def audit(*words):
    out = StringIO()
    call_command("audit", *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def two_chains():
    place = InstitutionFactory()
    for name in ("diak", "diak", "kamk"):
        record(actor=None, action="open_door", target=place, chain=name)


def test_whole_chains_are_counted(two_chains):
    assert audit("verify") == ["diak: whole, 2 entries.", "kamk: whole, 1 entries."]
    assert audit("verify", "--chain", "kamk") == ["kamk: whole, 1 entries."]


def test_an_empty_trail_is_whole(db):
    assert audit("verify") == []


def test_the_first_broken_entry_is_named_and_the_exit_is_not_zero(two_chains):
    Entry.objects.filter(chain__name="diak", number=2).update(action="close_door")
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("audit", "verify", stdout=out)
    assert refused.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "diak: entry 2 is broken (seal): what it says does not fit its seal.",
        "kamk: whole, 1 entries.",
    ]


def test_an_unknown_chain_is_told_what_there_is(two_chains):
    with pytest.raises(CommandError, match="There are: diak, kamk"):
        audit("verify", "--chain", "oulu")


def test_what_heads_prints_is_what_verify_takes(two_chains, tmp_path):
    noted = tmp_path / "heads.txt"
    noted.write_text("\n".join(audit("heads")))
    assert [line.split()[:2] for line in audit("heads")] == [["diak", "2"], ["kamk", "1"]]
    assert audit("verify", "--noted", str(noted)) == ["diak: whole, 2 entries.", "kamk: whole, 1 entries."]


def test_a_chain_that_is_gone_is_named(two_chains, tmp_path):
    noted = tmp_path / "heads.txt"
    noted.write_text(f"oulu 7 {'0' * 64}")
    with pytest.raises(CommandError, match="1 of the chains"):
        audit("verify", "--noted", str(noted))


@pytest.mark.parametrize("text", ["diak 1", "diak one aa"])
def test_a_file_of_something_else_is_refused(tmp_path, text):
    noted = tmp_path / "heads.txt"
    noted.write_text(text)
    with pytest.raises(CommandError, match="cannot be read"):
        audit("verify", "--noted", str(noted))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        audit("verify", "--noted", str(tmp_path / "none.txt"))
