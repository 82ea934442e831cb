"""The people every test knows, and tripwires that are always on."""

import os
from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from tests.support.client import PortalClient
from tests.support.mail_server import mail_server
from tests.support.servers import chromium_program
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.moderation.queries.suspensions import SUSPENDED

# Playwright keeps an event loop in the test's thread; Django's guard would take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


append_only = import_module("wellbeing_portal.audit.migrations.0002_append_only")


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Between tests that commit, tables are emptied, and the trail's triggers (rightly) refuse that.

    With --nomigrations (quicker for a single file) there are none.
    """
    if request.config.getvalue("nomigrations"):
        return
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        append_only.unlock(None, editor)


@pytest.fixture(autouse=True)
def _nothing_left_over(settings, tmp_path):
    """No test finds what another left in the cache, in a file, or as the language of the last request."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    # Pages are counted as they are most of the time: that nobody is suspended is known already.
    cache.set(SUSPENDED, frozenset())
    settings.VAR_DIR = tmp_path


@pytest.fixture
def server(settings):
    """A mail server that does as the test tells it, for this test's mails."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 2
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server


@pytest.fixture
def client():
    """The client with tripwires; nobody is signed in."""
    return PortalClient()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; inside a container it cannot make a sandbox of its own."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": chromium_program(), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    return {**browser_context_args, "base_url": live_server.url}


@pytest.fixture
def page(page, live_server):
    """A page that fails the test for a script error, a dialog, a refused policy or a request to anybody else."""
    troubles = []
    page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "console",
        # A refused form or a missing page is said on the console too; the tests look at those themselves.
        lambda said: (
            troubles.append(f"console: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((live_server.url, "data:", "blob:")) else troubles.append(f"asked {asked.url}")
        ),
    )
    yield page
    assert troubles == []


@pytest.fixture
def diak(db):
    """The institution of everybody but the stranger."""
    return InstitutionFactory(slug="diak")


@pytest.fixture
def kamk(db):
    """The stranger's institution."""
    return InstitutionFactory(slug="kamk")


def _person(place, role, name):
    user = UserFactory(email=f"{name}@{place.slug}.example", name=f"{name.title()} {place.slug.title()}inen")
    MembershipFactory(user=user, institution=place, role=role)
    return user


@pytest.fixture
def student(diak):
    return _person(diak, Role.STUDENT, "student")


@pytest.fixture
def peer(diak):
    """Another student of the same institution."""
    return _person(diak, Role.STUDENT, "peer")


@pytest.fixture
def stranger(kamk):
    """A student from elsewhere."""
    return _person(kamk, Role.STUDENT, "stranger")


@pytest.fixture
def staff(diak):
    return _person(diak, Role.STAFF, "staff")


@pytest.fixture
def guide(diak):
    return _person(diak, Role.GUIDE, "guide")


@pytest.fixture
def moderator(diak):
    return _person(diak, Role.MODERATOR, "moderator")


@pytest.fixture
def coordinator(diak):
    return _person(diak, Role.COORDINATOR, "coordinator")


@pytest.fixture
def manager(diak):
    return _person(diak, Role.MANAGER, "manager")


@pytest.fixture
def operator(diak):
    return _person(diak, Role.OPERATOR, "operator")


@pytest.fixture
def people(diak, kamk, student, peer, stranger, staff, guide, moderator, coordinator, manager, operator):
    """Everybody at once, with the two institutions; those who handle other people's data have a second factor."""
    for person in (guide, moderator, coordinator, manager, operator):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")})
    return SimpleNamespace(
        diak=diak,
        kamk=kamk,
        student=student,
        peer=peer,
        stranger=stranger,
        staff=staff,
        guide=guide,
        moderator=moderator,
        coordinator=coordinator,
        manager=manager,
        operator=operator,
    )
