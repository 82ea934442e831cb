"""Signing up with a student address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from tests.factories.accounts import UserFactory
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


def test_name_of_the_institution_comes_with_sign_in_and_goes_with_sign_out(client, student):
    student.set_password("kaarna-ja-lyhty-7")
    student.save()
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    answer = client.post("/accounts/login/", {"login": student.email, "password": "kaarna-ja-lyhty-7"})
    cookie = answer.cookies["partner"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("diak", True, "Lax", "")
    assert client.post("/accounts/logout/").cookies["partner"].value == ""


def test_somebody_without_an_institution_brings_no_name_of_one(client):
    user = UserFactory(email="kulkija@portal.example")
    user.set_password("kaarna-ja-lyhty-7")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = client.post("/accounts/login/", {"login": user.email, "password": "kaarna-ja-lyhty-7"})
    assert answer.status_code == 302
    assert "partner" not in answer.cookies
