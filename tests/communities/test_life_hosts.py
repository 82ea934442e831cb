"""Hosts: co-hosts, turns, notes to each other, the last one who leaves; rest and the end of a group."""

import uuid
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communities import actions, queries, rules
from communities.enums import GroupState, MemberState
from communities.models import Group, HandOverNote, HostTurn, Member, Post, Thread
from communities.notices import NoHost, RestOver
from tests.factories.communities import (
    GroupFactory,
    HandOverNoteFactory,
    HostTurnFactory,
    MemberFactory,
    PostFactory,
    ThreadFactory,
)
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications.models import Notice, Reminder

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", member_count=3)


@pytest.fixture
def host(group, staff, client):
    client.force_login(staff)
    return MemberFactory(group=group, user=staff, is_host=True, pseudonym="Sininen lyhty")


@pytest.fixture
def member(group, student):
    return MemberFactory(group=group, user=student, pseudonym="Vaalea kivi")


def told_in_the_trail(user):
    return list(Entry.objects.visible_to(user).order_by("pk").values_list("action", flat=True))


# --- co-hosts


def test_a_host_chooses_a_cohost_who_hosts_but_chooses_nobody(client, group, host, member, peer):
    other = MemberFactory(group=group, user=peer)
    assert url("member_cohost", "uni", member.public_id) in client.get(url("member_list", "uni")).content.decode()
    for _time in range(2):
        assert client.post(url("member_cohost", "uni", member.public_id), {"host": "1"}).status_code == 303
    member.refresh_from_db()
    assert (member.is_host, member.is_cohost) == (True, True)
    assert rules.can_host_group(member.user, group, member)
    assert not rules.can_make_cohost(member.user, group, member, other, on=True)
    client.post(url("member_cohost", "uni", member.public_id))
    member.refresh_from_db()
    assert (member.is_host, member.is_cohost) == (False, False)
    assert told_in_the_trail(member.user) == ["appoint_cohost", "release_cohost"]


def test_a_host_is_not_released_as_a_cohost(client, group, host, student):
    second = MemberFactory(group=group, user=student, is_host=True)
    assert client.post(url("member_cohost", "uni", second.public_id), {"host": "1"}).status_code == 403
    actions.set_cohost(host.user, member=second, on=False)
    second.refresh_from_db()
    assert second.is_host


def test_keepers_make_a_host_of_a_cohost(group, moderator, student):
    cohost = MemberFactory(group=group, user=student, is_host=True, is_cohost=True)
    assert actions.set_host(moderator, member=cohost, is_host=True).is_cohost is False
    assert actions.set_host(moderator, member=cohost, is_host=False).is_host is False


# --- turns


def test_members_see_who_is_on_turn_this_week(client, group, host, member):
    HostTurnFactory(member=host)
    HostTurnFactory(member=host, begins=today() + 14 * DAY, ends=today() + 20 * DAY)
    client.force_login(member.user)
    page = client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()
    assert "On turn this week: Sininen lyhty" in page


@pytest.mark.parametrize(
    ("begins", "ends", "names"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), []),
        (date(2026, 11, 23), date(2026, 11, 25), ["Sininen lyhty"]),
        (date(2026, 11, 29), date(2026, 12, 3), ["Sininen lyhty"]),
        (date(2026, 11, 30), date(2026, 12, 3), []),
    ],
)
def test_a_turn_is_of_this_week_from_today_to_sunday(group, host, begins, ends, names):
    HostTurnFactory(member=host, begins=begins, ends=ends)
    assert queries.on_turn(host.user, group, date(2026, 11, 25)) == names


def test_who_hosts_no_more_is_on_no_turn(group, host, member):
    HostTurnFactory(member=host)
    Member.objects.filter(pk=host.pk).update(is_host=False)
    assert queries.on_turn(member.user, group, today()) == []


def test_turns_are_planned_moved_and_removed(client, group, host):
    typed = {"host": str(host.public_id), "begins": str(today()), "ends": str(today() + DAY)}
    assert client.post(url("turn_add", "uni"), typed).status_code == 303
    client.post(url("turn_add", "uni"), {**typed, "ends": str(today() + 2 * DAY)})
    turn = HostTurn.objects.get()
    assert (turn.member, turn.ends) == (host, today() + 2 * DAY)
    assert str(turn.public_id) in client.get(url("host_page", "uni")).content.decode()
    assert client.post(url("turn_remove", "uni", turn.public_id)).status_code == 303
    assert client.post(url("turn_remove", "uni", turn.public_id)).status_code == 404
    actions.remove_turn(host.user, turn=turn)
    assert [*Entry.objects.order_by("pk").values_list("action", flat=True)] == ["add_turn", "move_turn", "remove_turn"]


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        (today() + DAY, today(), "ends"),
        (today(), today() + 100 * DAY, "ends"),
        (today() + 740 * DAY, today() + 741 * DAY, "ends"),
        ("", today(), "begins"),
    ],
)
def test_a_turn_that_does_not_fit_is_said(client, group, host, begins, ends, field):
    answer = client.post(
        url("turn_add", "uni"), {"host": str(host.public_id), "begins": str(begins), "ends": str(ends)}
    )
    assert (answer.status_code, list(answer.context["turn_form"].errors)) == (422, [field])


def test_only_hosts_of_today_are_put_on_turn(client, group, host, member):
    with pytest.raises(Refusal):
        actions.add_turn(host.user, group=group, member=member, begins=today(), ends=today())
    with pytest.raises(Refusal):
        actions.add_turn(host.user, group=group, member=host, begins=today(), ends=today() - DAY)


def test_somebody_who_stopped_hosting_while_the_form_was_open(client, group, host, monkeypatch, member):
    typed = {"host": str(member.public_id), "begins": str(today()), "ends": str(today())}
    assert client.post(url("turn_add", "uni"), typed).status_code == 422


# --- notes


def test_a_note_is_kept_once_with_its_day_for_the_hosts(client, group, host, member):
    typed = {"body": "Ensi viikolla tentit", "once": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(url("note_write", "uni"), typed).status_code == 303
    assert HandOverNote.objects.get().author == host
    assert "Ensi viikolla tentit" in client.get(url("host_page", "uni")).content.decode()
    assert not HandOverNote.objects.visible_to(member.user).exists()
    assert client.post(url("note_write", "uni"), {"body": "", "once": str(uuid.uuid4())}).status_code == 422


def test_a_keeper_writes_in_the_name_of_the_owner(client, people, group):
    client.force_login(people.moderator)
    client.post(url("note_write", "uni"), {"body": "Huomio", "once": str(uuid.uuid4())})
    assert HandOverNote.objects.get().author is None
    assert client.get(url("host_page", "uni")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_hosts_costs_the_same(client, group, host, count, django_assert_num_queries):
    for number in range(count):
        HandOverNoteFactory(author=host)
        HostTurnFactory(member=host, begins=today() + number * DAY, ends=today() + number * DAY)
        MemberFactory(group=group, is_host=True)
    client.get(url("host_page", "uni"))
    with django_assert_num_queries(8):
        client.get(url("host_page", "uni"))


# --- the last host leaves


def said(kind):
    return sorted(Notice.objects.filter(kind=kind.name).values_list("recipient__email", flat=True))


def test_when_the_last_host_leaves_the_keepers_are_told_once(client, group, host, moderator, coordinator):
    assert "You are the last host." in client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()
    for _time in range(2):
        actions.leave_group(host.user, member=host)
    assert said(NoHost) == ["coordinator@diak.example", "moderator@diak.example"]


def test_when_another_host_stays_nobody_is_told(group, host, moderator, student):
    MemberFactory(group=group, user=student, is_host=True)
    actions.leave_group(host.user, member=host)
    assert said(NoHost) == []


def test_once_somebody_hosts_again_it_is_not_said(group, host, moderator):
    kind = NoHost()
    target = kind.targets(moderator, [group.public_id])[group.public_id]
    assert not kind.still_wanted(target, moderator)
    Member.objects.update(is_host=False)
    target = kind.targets(moderator, [group.public_id])[group.public_id]
    assert kind.still_wanted(target, moderator)


# --- rest


def test_a_host_lets_the_group_rest_with_a_word_and_a_day_and_wakes_it(client, group, host, member):
    back = today() + 30 * DAY
    assert client.get(url("group_rest", "uni")).status_code == 200
    for note in ("Lomalla", "Pitkällä lomalla"):
        assert client.post(url("group_rest", "uni"), {"note": note, "back_on": str(back)}).status_code == 303
    group.refresh_from_db()
    assert (group.state, group.rest_note, group.back_on) == (GroupState.RESTING, "Pitkällä lomalla", back)
    due = datetime.combine(back, datetime.min.time().replace(hour=9), tzinfo=timezone.get_default_timezone())
    assert list(Reminder.objects.values_list("kind", "recipient", "due_at")) == [(RestOver.name, host.user_id, due)]
    assert "Pitkällä lomalla" in client.get(url("group_page", "uni")).content.decode()
    for _time in range(2):
        assert client.post(url("group_wake", "uni")).status_code == 303
    group.refresh_from_db()
    assert (group.state, group.rest_note, group.back_on) == (GroupState.OPEN, "", None)


def test_a_rest_without_words_has_no_reminder(client, group, host):
    assert client.post(url("group_rest", "uni"), {}).status_code == 303
    assert not Reminder.objects.exists()


def test_a_day_of_return_lies_ahead(client, group, host):
    assert client.post(url("group_rest", "uni"), {"back_on": str(today())}).status_code == 422


def test_a_closed_group_neither_rests_nor_wakes(client, group, host):
    Group.objects.update(state=GroupState.CLOSED)
    assert client.post(url("group_rest", "uni"), {}).status_code == 403
    assert client.post(url("group_wake", "uni")).status_code == 403
    assert actions.rest_group(host.user, group=group, note="Ei", back_on=None).rest_note == ""


def test_an_ended_partner_wakes_no_group(diak, group, host):
    group.state = GroupState.RESTING
    assert rules.can_wake_group(host.user, group, host)
    diak.partner_until = today() - DAY
    group.owner = diak
    assert not rules.can_wake_group(host.user, group, host)


# --- the end


def test_a_closed_group_is_read_until_the_day_that_was_given(client, people, group):
    member = MemberFactory(group=group, user=people.student)
    thread = PostFactory(thread=ThreadFactory(author=member)).thread
    client.force_login(people.moderator)
    assert client.get(url("group_archive", "uni")).status_code == 200
    last = today() + 10 * DAY
    assert client.post(url("group_archive", "uni"), {"read_until": str(today())}).status_code == 422
    assert client.post(url("group_archive", "uni"), {"read_until": str(last)}).status_code == 303
    group.refresh_from_db()
    assert (group.state, timezone.localdate(group.read_until)) == (GroupState.CLOSED, last + DAY)
    client.force_login(member.user)
    assert client.get(thread.get_absolute_url()).status_code == 200
    Group.objects.update(read_until=timezone.now() - DAY)
    assert client.get(thread.get_absolute_url()).status_code == 404
    page = client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()
    assert ("the time to read it is over" in page, str(thread.public_id) in page) == (True, False)
    assert not Post.objects.visible_to(member.user).exists()
    assert Thread.objects.visible_to(people.moderator).exists()


def test_without_an_end_it_is_read_on(client, people, group):
    client.force_login(people.moderator)
    assert client.post(url("group_archive", "uni"), {}).status_code == 303
    assert client.post(url("group_archive", "uni"), {}).status_code == 303
    group.refresh_from_db()
    assert (group.state, group.read_until) == (GroupState.CLOSED, None)


def test_hosts_do_not_close_the_group(client, group, host):
    assert client.get(url("group_archive", "uni")).status_code == 403


def test_opened_again_the_end_is_forgotten(moderator, group):
    actions.archive_group(moderator, group=group, read_until=today() + DAY)
    assert actions.move_group(moderator, group=group, to=GroupState.OPEN).read_until is None


def test_a_member_who_was_removed_is_no_cohost(group, moderator, student):
    cohost = MemberFactory(group=group, user=student, is_host=True, is_cohost=True)
    removed = actions.remove_member(moderator, member=cohost, reason="Syy")
    assert (removed.state, removed.is_cohost) == (MemberState.REMOVED, False)


def test_the_turn_of_a_day_long_gone_is_not_listed(group, host):
    HostTurnFactory(member=host, begins=today() - 9 * DAY, ends=today() - 3 * DAY)
    with time_machine.travel(timezone.now()):
        assert queries.coming_turns(host.user, group, today()) == []
