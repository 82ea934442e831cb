"""The invented groups: all of them come in, and only once."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.enums import GroupState, JoinPolicy
from communities.models import Group, Member, Post
from wellbeing_portal.front.demo_groups import DATA, Loader
from wellbeing_portal.front.demo_moderation import CASES
from wellbeing_portal.notifications.models import Delivery, Notice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_demo_has_groups_of_every_kind_and_a_second_run_writes_nothing(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("demo", verbosity=0)
    groups = list(Group.objects.unscoped("a test counts them"))
    facts = json.loads(DATA.read_text())
    assert len(groups) == len(facts) >= 12
    wanted = {GroupState.OPEN, GroupState.RESTING, GroupState.DRAFT, GroupState.PROPOSED}
    assert wanted <= {group.state for group in groups}
    assert {group.join_policy for group in groups} == set(JoinPolicy.values)
    assert any(group.is_full for group in groups)
    assert Member.objects.filter(state="requested").count() >= 2
    shown = Post.objects.filter(held_at=None).exclude(body__in=[case.body for case in CASES])
    assert Post.objects.filter(held_at__isnull=False).count() >= 2
    assert shown.count() == sum(len(thread["posts"]) for group in facts for thread in group["threads"])
    assert not Post.objects.filter(created_at__gt=timezone.now()).exists()
    assert {post.language for post in Post.objects.all()} == {"fi", "sv", "en"}
    for group in groups:
        assert group.member_count == Member.objects.filter(group=group, state="active").count()
    told = Notice.objects.filter(recipient__email="student@diak.example").values_list("kind", flat=True)
    assert set(told) == {"institutions.welcome", "communities.thread_replies"}
    waits = Notice.objects.filter(recipient__email="moderator@vamos.example").values_list("kind", flat=True)
    assert "communities.request_waiting" in waits
    assert not Delivery.objects.exists()
    with CaptureQueriesContext(
        connection,
    ) as second:
        Loader().load()
    assert len(second) <= 3
