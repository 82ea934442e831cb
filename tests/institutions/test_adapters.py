"""Signing up with a student address."""

import re

import pytest
from django.core import mail

from tests.factories.institutions import EmailDomainFactory
from wellbeing_portal.institutions.enums import DomainKind
from wellbeing_portal.institutions.models import Membership

pytestmark = pytest.mark.django_db


def sign_up(client, email):
    return client.post("/accounts/signup/", {"email": email, "password1": "kaarna-ja-lyhty-7"})


def test_a_confirmed_student_address_makes_a_student_of_the_institution(client, diak):
    EmailDomainFactory(institution=diak, domain="student.diak.fi")
    assert sign_up(client, "aino@student.diak.fi").status_code == 302
    assert not Membership.objects.exists()
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post("/accounts/confirm-email/", {"code": code})
    membership = Membership.objects.get()
    assert (membership.institution, membership.role) == (diak, "student")


@pytest.mark.parametrize("email", ["aino@gmail.example", "teacher@diak.fi"])
def test_other_addresses_cannot_sign_up(client, diak, email):
    EmailDomainFactory(institution=diak, domain="student.diak.fi")
    EmailDomainFactory(institution=diak, domain="diak.fi", kind=DomainKind.STAFF)
    assert sign_up(client, email).status_code == 200
    assert mail.outbox == []
