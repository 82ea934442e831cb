"""The people every test knows, and tripwires that are always on."""

import os

import pytest
from django.core.cache import cache

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from wellbeing_portal.institutions.enums import Role

# Playwright keeps an event loop in the test's thread; Django's guard would take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _clean_cache():
    cache.clear()


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
