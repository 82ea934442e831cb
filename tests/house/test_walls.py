"""A stranger sees nothing of what an institution keeps to its own people."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories.communities import (
    GroupFactory,
    GroupInviteFactory,
    GroupThemeFactory,
    MemberFactory,
    PostFactory,
    PostRevisionFactory,
    ReactionFactory,
    ThreadFactory,
    ThreadReadFactory,
)
from tests.factories.institutions import MembershipFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db


def rows_of(group, member):
    thread = ThreadFactory(author=member)
    post = PostFactory(thread=thread)
    return [
        group,
        member,
        thread,
        post,
        GroupThemeFactory(group=group),
        GroupInviteFactory(group=group),
        PostRevisionFactory(post=post),
        ReactionFactory(post=post),
        ThreadReadFactory(thread=thread),
        MembershipFactory(user=member.user, institution=group.owner, role="staff"),
    ]


def test_a_stranger_sees_nothing_while_there_is_something_to_see(diak, student, coordinator, stranger):
    group = GroupFactory(owner=diak, audience=Audience.OWN)
    rows = rows_of(group, MemberFactory(group=group, user=student))
    for row in rows:
        model = type(row)
        seen = model.objects.visible_to(student) | model.objects.visible_to(coordinator)
        assert seen.filter(pk=row.pk).exists(), model
        for outsider in (stranger, AnonymousUser()):
            assert not model.objects.visible_to(outsider).filter(pk=row.pk).exists(), (model, outsider)
