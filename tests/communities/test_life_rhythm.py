"""The rhythm of a group: its hours, whose posts wait, whom the hosts trust, and the welcome."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communities import actions, queries
from communities.enums import Form, GroupState, MemberState, Review
from communities.models import Group, Member
from tests.factories.communities import GroupFactory, HeldPostFactory, MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
TUESDAY_EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
FACTS = {"title_fi": "Uni", "summary_fi": "Unesta.", "speaks_fi": True}


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", speaks_en=True)


@pytest.fixture
def host(group, staff, client):
    client.force_login(staff)
    return MemberFactory(group=group, user=staff, is_host=True)


@pytest.fixture
def member(group, student):
    return MemberFactory(group=group, user=student, pseudonym="Vaalea kivi")


def filled(**more):
    empty = {f"{end}_{day}": "" for end in ("opens", "closes") for day in range(7)}
    return {**empty, "review": "nobody", "version": "1", **more}


# --- what hosts decide


@pytest.mark.parametrize(("form", "review"), [(Form.SUPPORT, Review.ALL), (Form.INTEREST, Review.NOBODY)])
def test_posts_of_a_new_support_group_wait_unless_its_hosts_say_otherwise(moderator, diak, form, review):
    assert actions.create_group(moderator, owner=diak, form=form, **FACTS).review == review


def test_hosts_set_the_rhythm(client, group, host):
    typed = filled(
        review="new", review_posts="3", review_days="7", trust_after="", welcome_fi="Tervetuloa mukaan",
        opens_1="17:00", closes_1="20:00", opens_5="21:00", closes_5="00:00",
    )  # fmt: skip
    assert client.get(url("group_rhythm", "uni")).status_code == 200
    for _time in range(2):
        assert client.post(url("group_rhythm", "uni"), typed)["Location"] == url("group_page", "uni")
    group.refresh_from_db()
    assert (group.review, group.review_posts, group.review_days, group.trust_after) == ("new", 3, 7, 5)
    assert group.hours == [[1, "17:00", "20:00"], [5, "21:00", "00:00"]]
    assert (group.welcome_fi, group.version) == ("Tervetuloa mukaan", 2)
    assert Entry.objects.filter(action="set_rhythm").count() == 1
    page = client.get(url("group_rhythm", "uni")).content.decode()
    assert ('value="17:00"' in page, "Tervetuloa mukaan" in page) == (True, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"opens_1": "17:00"}, "closes_1"),
        ({"closes_1": "17:00"}, "opens_1"),
        ({"opens_1": "17:00", "closes_1": "16:00"}, "closes_1"),
        ({"opens_1": "17:00", "closes_1": "kuusi"}, "closes_1"),
        ({"review": "some"}, "review"),
    ],
)
def test_what_does_not_fit_is_said_where_it_stands(client, host, typed, field):
    answer = client.post(url("group_rhythm", "uni"), filled(**typed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_two_hosts_do_not_overwrite_each_other_unseen(client, group, host):
    Group.objects.update(version=2, review="all")
    answer = client.post(url("group_rhythm", "uni"), filled(review="new"))
    assert answer.status_code == 422
    group.refresh_from_db()
    assert group.review == "all"
    assert 'name="version" value="2"' in answer.content.decode()
    assert client.post(url("group_rhythm", "uni"), filled(review="new", version="2")).status_code == 303


def test_the_action_refuses_an_older_version(group, staff):
    with pytest.raises(Refusal):
        actions.set_rhythm(staff, group=group, version=7, review="all")


def test_hosts_trust_members_and_take_it_back(client, group, host, member):
    Group.objects.update(review="all")
    page = client.get(url("member_list", "uni")).content.decode()
    address = url("member_trust", "uni", member.public_id)
    assert address in page
    assert client.post(address, {"trust": "1"}).status_code == 303
    member.refresh_from_db()
    assert member.trusted_at is not None
    client.post(address)
    member.refresh_from_db()
    assert member.trusted_at is None
    Member.objects.filter(pk=member.pk).update(state=MemberState.REMOVED)
    assert client.post(address, {"trust": "1"}).status_code == 403


# --- before writing


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"review": "new"}, "You are new here, so a host reads your post before the group sees it."),
        ({"review": "all"}, "In this group a host reads your post before the group sees it."),
        ({"hours": [[2, "17:00", "20:00"]]}, "Opens next: Wednesday 17:00, Finnish time."),
    ],
)
def test_what_happens_to_a_post_is_said_before_it_is_written(client, group, member, columns, said):
    Group.objects.update(**columns)
    thread = PostFactory(thread=ThreadFactory(author=member)).thread
    client.force_login(member.user)
    with time_machine.travel(TUESDAY_EVENING):
        for address in (thread.get_absolute_url(), url("thread_new", "uni")):
            assert said in " ".join(client.get(f"{address}?lang=en").content.decode().split())


def test_where_posts_appear_at_once_nothing_is_said(client, group, member):
    client.force_login(member.user)
    assert client.get(url("thread_new", "uni")).context["waits"] is None


def test_the_page_tells_the_hours(client, group, member):
    Group.objects.update(hours=[[1, "17:00", "20:00"]])
    client.force_login(member.user)
    with time_machine.travel(TUESDAY_EVENING):
        page = client.get(f"{url('group_page', 'uni')}?lang=en")
    assert (page.context["open_now"], "Tuesday 17:00–20:00" in page.content.decode()) == (True, True)


# --- the welcome


def test_a_new_member_is_welcomed_for_a_week_or_until_they_close_it(client, group, member):
    Group.objects.update(welcome_fi="Tervetuloa mukaan")
    client.force_login(member.user)
    assert "Tervetuloa mukaan" in client.get(url("group_page", "uni")).content.decode()
    Member.objects.update(since=timezone.now() - timedelta(days=8))
    assert "Tervetuloa mukaan" not in client.get(url("group_page", "uni")).content.decode()
    Member.objects.update(since=timezone.now())
    for _time in range(2):
        assert client.post(url("welcome_close", "uni"))["Location"] == url("group_page", "uni")
    assert "Tervetuloa mukaan" not in client.get(url("group_page", "uni")).content.decode()


def test_without_words_of_the_hosts_we_welcome(client, member):
    client.force_login(member.user)
    assert "Nobody expects anything of you here." in client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()


# --- what waits for those who look after the group


def test_hosts_see_what_waits_and_how_many_came_this_week(client, group, host, member, django_assert_num_queries):
    MemberFactory(group=group, state=MemberState.REQUESTED)
    MemberFactory(group=group, since=timezone.now() - timedelta(days=9))
    HeldPostFactory(thread=ThreadFactory(author=member))
    HeldPostFactory(thread=ThreadFactory(author=member), declined_at=timezone.now())
    now = timezone.now()
    with django_assert_num_queries(2):
        assert queries.duties_of(group, now) == queries.Duties(requests=1, posts=1, new=1)
    page = client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()
    assert ("1 new member this week." in page, url("posts_waiting", "uni") in page) == (True, True)
    assert url("posts_waiting", "uni") in client.get(url("group_kept")).content.decode()


def test_home_tells_a_host_that_a_post_waits(client, group, host, member):
    HeldPostFactory(thread=ThreadFactory(author=member))
    assert queries.waiting_for(host.user).posts_to_read == 1
    assert "One post waits for a host" in client.get("/?lang=en").content.decode()
    assert queries.waiting_for(member.user).posts_to_read == 0


def test_a_resting_group_is_not_written_in_at_any_hour(client, group, member):
    Group.objects.update(state=GroupState.RESTING)
    client.force_login(member.user)
    assert client.get(url("thread_new", "uni")).status_code == 403
