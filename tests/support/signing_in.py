"""Signing in over HTTP, step by step, as a browser without script does."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from wellbeing_portal.kernel.fields import encrypt

PASSWORD = "correct-horse-1"
SEED = "JBSWY3DPEHPK3PXP"


def confirmed(user):
    """The person with a confirmed address."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def with_app(user):
    """The person with an authenticator app in use."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SEED)})
    return user


def app_code(seed=SEED):
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(seed, next(yield_hotp_counters_from_time())))


def sign_in(client, user, *, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": user.email, "password": password}, **more)


def code_in_mail(number=-1):
    """The code in a letter that was sent."""
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[number].body, re.MULTILINE)[1]


def prove(client, *, password=PASSWORD):
    """Type the password once more, as changes to one's keys and addresses ask for."""
    return client.post("/accounts/reauthenticate/", {"password": password})


def add_app(client):
    """Take an authenticator app into use over HTTP."""
    prove(client)
    page = client.get("/accounts/2fa/totp/activate/")
    return client.post("/accounts/2fa/totp/activate/", {"code": app_code(page.context["form"].secret)})
