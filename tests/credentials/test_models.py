"""What the database does not let happen."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.credentials import make_award
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.credentials.models import (
    Award,
    BadgeClass,
    BadgeClassVersion,
    IssuerKey,
    IssuerProfile,
    StatusList,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
REFUSED = {
    "a period that ends before it began": {"valid_until": NOW - datetime.timedelta(days=9)},
    "a bit outside the list": {"status_index": 131_072},
    "revoked without a reason": {"revoked_at": NOW},
    "a reason without being revoked": {"revoked_for": Reason.ASKED},
    "superseded but not corrected": {"superseded_at": NOW, "revoked_at": NOW, "revoked_for": Reason.ASKED},
    "a link without its hash": {"linked_at": NOW},
    "bytes that are gone while somebody holds it": {"credential": ""},
    "forgotten with a name": {"forgotten_at": NOW},
}


@pytest.fixture
def award(student):
    return make_award(student)


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


@pytest.mark.parametrize("what", REFUSED)
def test_an_award_cannot_have(award, what):
    refused(lambda: Award.objects.filter(pk=award.pk).update(**REFUSED[what]))


def again(row, **changes):
    row.pk, row.public_id = None, uuid.uuid4()
    for name, value in changes.items():
        setattr(row, name, value)
    refused(row.save)


def test_there_is_one_current_award_for_a_completion(award):
    again(award, status_index=(award.status_index + 1) % 131_072, subject=uuid.uuid4())


def test_a_bit_belongs_to_one_award(award):
    again(award, completion=uuid.uuid4(), subject=uuid.uuid4())


def test_there_is_one_active_key_of_a_kind_and_it_alone_has_a_private_part(award):
    again(IssuerKey.objects.first(), kid="another")
    refused(lambda: IssuerKey.objects.update(private_pem=""))
    refused(lambda: IssuerKey.objects.update(retired_at=NOW))
    refused(lambda: IssuerKey.objects.update(retired_at=NOW - datetime.timedelta(days=9), private_pem=""))


def test_there_is_one_badge_for_a_thing_and_one_version_of_a_number(award):
    again(BadgeClass.objects.get())
    again(BadgeClassVersion.objects.get())


def test_the_portal_and_nobody_else_is_called_so(award):
    refused(lambda: IssuerProfile.objects.update(institution=None))
    refused(lambda: IssuerProfile.objects.update(slug="portal"))


def test_a_list_is_never_more_than_half_full(award):
    refused(lambda: StatusList.objects.update(taken=65_537))


def test_rows_say_what_they_are(award):
    version = award.version
    assert str(award) == str(award.public_id)
    assert str(version) == f"{version.badge_id} v1"
    assert str(version.badge) == str(version.badge.public_id)
    assert str(version.badge.issuer) == version.badge.issuer.slug
    assert str(award.status_list) == f"status list {award.status_list.number}"
    assert str(IssuerKey.objects.first()) == IssuerKey.objects.first().kid
