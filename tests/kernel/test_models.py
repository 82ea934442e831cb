"""One wall and one named exit."""

import pytest
from django.contrib.auth.models import AnonymousUser

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.models import WalledQuerySet


def test_a_table_that_does_not_say_who_sees_it_shows_nothing():
    with pytest.raises(NotImplementedError, match="WalledQuerySet does not say who may see its rows"):
        WalledQuerySet(User).visible_to(AnonymousUser())


def test_the_exit_needs_a_reason():
    with pytest.raises(ValueError, match="needs a reason"):
        User.objects.unscoped(" ")
