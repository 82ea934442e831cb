"""The operator's hand on badges."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories.credentials import make_award
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.credentials.models import Award, IssuerKey

pytestmark = pytest.mark.django_db


def credentials(*words):
    out = StringIO()
    call_command("credentials", *map(str, words), stdout=out)
    return out.getvalue().splitlines()


def test_new_keys_are_named(student, diak):
    make_award(student, place=diak)
    active = IssuerKey.objects.filter(retired_at=None)
    assert credentials("rotate", "diak") == [f"{key.algorithm} {key.kid}" for key in active.all()]
    assert IssuerKey.objects.count() == 4
    assert Entry.objects.get(action="rotate_keys").chain.name == "diak"


def test_an_issuer_that_signed_nothing_has_no_keys_to_replace():
    with pytest.raises(CommandError, match="diak has signed nothing yet"):
        credentials("rotate", "diak")


def test_a_badge_is_revoked_with_a_reason(student):
    award = make_award(student)
    [said] = credentials("revoke", award.public_id, "mistake")
    award.refresh_from_db()
    assert award.revoked_for == Reason.MISTAKE
    assert said == f"{award.public_id} has been revoked since {award.revoked_at:%Y-%m-%d %H:%M} UTC."


def test_a_correction_is_made_by_its_own_verb_only(student):
    award = make_award(student)
    with pytest.raises(CommandError, match="invalid choice"):
        credentials("revoke", award.public_id, "corrected")
    [said] = credentials("correct", award.public_id)
    assert said == f"{Award.objects.get(supersedes=award).public_id} takes the place of {award.public_id}."
    with translation.override("en"), pytest.raises(CommandError, match="revoked already"):
        credentials("correct", award.public_id)


def test_a_badge_that_is_not_there_is_said():
    nobody = uuid.uuid4()
    with pytest.raises(CommandError, match=f"There is no badge {nobody}"):
        credentials("revoke", nobody, "asked")
