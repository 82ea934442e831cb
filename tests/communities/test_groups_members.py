"""Joining, asking, answering, leaving, hosting and inviting."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from communities import actions
from communities.enums import GroupState, MemberState
from communities.models import GroupInvite, Member
from communities.rules import MOST_OPEN_INVITES
from tests.factories.communities import GroupFactory, GroupInviteFactory, MemberFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def told():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def seats(group):
    group.refresh_from_db()
    return group.member_count


def test_join_takes_a_seat_and_leaves_a_trace_that_does_not_tell_the_pseudonym(student):
    group = GroupFactory()
    member = actions.join_group(student, group=group, pseudonym=" Vaalea kivi ")
    assert (member.state, member.pseudonym, member.is_host, seats(group)) == ("active", "Vaalea kivi", False, 1)
    entry = Entry.objects.get()
    assert (entry.action, entry.facts, entry.subject) == ("join_group", {}, keyed_id(student.public_id))
    assert str(member.public_id) not in entry.target


def test_join_twice_is_one_membership(student):
    group = GroupFactory()
    first = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    assert actions.join_group(student, group=group, pseudonym="Tyyni lampi") == first
    assert (seats(group), told()) == (1, ["join_group"])


def test_a_keeper_joins_as_a_host(moderator):
    member = actions.join_group(moderator, group=GroupFactory(), pseudonym="Vaalea kivi", as_host=True)
    assert (member.is_host, Entry.objects.get().facts) == (True, {"host": True})


@pytest.mark.parametrize("state", [GroupState.RESTING, GroupState.CLOSED, GroupState.DRAFT])
def test_a_group_that_is_not_open_takes_nobody(student, state):
    group = GroupFactory(state=state)
    with pytest.raises(Refusal):
        actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    assert (seats(group), Member.objects.count()) == (0, 0)


def test_join_a_full_group_is_refused(student, peer, stranger):
    group = GroupFactory(capacity=2)
    actions.join_group(peer, group=group, pseudonym="Vaalea kivi")
    actions.join_group(stranger, group=group, pseudonym="Tyyni lampi")
    with pytest.raises(Refusal):
        actions.join_group(student, group=group, pseudonym="Lempeä tuuli")
    assert seats(group) == 2
    assert not Member.objects.filter(user=student).exists()


@pytest.mark.parametrize("double", ["vaalea KIVI", "Väälea kivi", "Vaa1ea k1vi"])
@pytest.mark.parametrize("verb", [actions.join_group, actions.ask_to_join])
def test_a_pseudonym_that_looks_like_anothers_is_refused_and_takes_no_seat(student, peer, double, verb):
    group = GroupFactory()
    actions.join_group(peer, group=group, pseudonym="Vaalea kivi")
    with pytest.raises(Refusal) as refusal:
        verb(student, group=group, pseudonym=double)
    assert (refusal.value.field, seats(group)) == ("pseudonym", 1)


@pytest.mark.parametrize("pseudonym", ["Iloinen Diakinen", "d1ak", "a@b.example", "www.kivi", "Kivi 0401234567", "1 2"])
def test_a_pseudonym_that_leads_to_the_person_is_refused(student, pseudonym):
    for verb in (actions.join_group, actions.ask_to_join):
        with pytest.raises(Refusal) as refusal:
            verb(student, group=GroupFactory(), pseudonym=pseudonym)
        assert refusal.value.field == "pseudonym"


def test_leaving_gives_the_seat_back_once_and_coming_back_keeps_the_pseudonym(student):
    group = GroupFactory()
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi", as_host=True)
    actions.leave_group(student, member=member)
    actions.leave_group(student, member=member)
    assert (seats(group), member.is_host) == (0, False)
    left_at = member.since
    again = actions.join_group(student, group=group, pseudonym="")
    assert (again.pseudonym, seats(group)) == ("Vaalea kivi", 1)
    assert again.all_read_at > left_at
    assert told() == ["join_group", "leave_group", "join_group"]


def test_asking_is_one_request_however_often_it_is_sent(student, peer):
    group = GroupFactory(capacity=2, member_count=2)
    first = actions.ask_to_join(student, group=group, pseudonym="Vaalea kivi", note="Hei")
    again = actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi", note="Toinen")
    assert (first, again.state, again.request_note, seats(group)) == (again, "requested", "Hei", 2)
    assert told() == ["ask_to_join"]


def test_a_declined_person_asks_again_with_another_pseudonym(student):
    group = GroupFactory()
    MemberFactory(group=group, user=student, state=MemberState.DECLINED, reason="Ei nyt.", pseudonym="Vaalea kivi")
    member = actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    assert (member.state, member.pseudonym, member.reason) == ("requested", "Tyyni lampi", "")


def test_a_removed_person_neither_joins_nor_asks(student):
    group = GroupFactory()
    MemberFactory(group=group, user=student, state=MemberState.REMOVED)
    for verb in (actions.join_group, actions.ask_to_join):
        with pytest.raises(Refusal):
            verb(student, group=group, pseudonym="Vaalea kivi")


def test_a_request_taken_back_leaves_nothing(student):
    member = actions.ask_to_join(student, group=GroupFactory(), pseudonym="Vaalea kivi", note="Hei")
    for _time in range(2):
        actions.withdraw_request(student, member=member)
    assert (Member.objects.count(), told()) == (0, ["ask_to_join", "withdraw_request"])


def test_a_request_is_accepted_once_and_counts_once(student, moderator):
    group = GroupFactory()
    member = actions.ask_to_join(student, group=group, pseudonym="Vaalea kivi")
    for _time in range(2):
        accepted = actions.accept_request(moderator, member=member)
    assert (accepted.state, seats(group), told()) == ("active", 1, ["ask_to_join", "accept_request"])


def test_accepting_respects_the_places(student, moderator):
    group = GroupFactory(capacity=2, member_count=2)
    member = actions.ask_to_join(student, group=group, pseudonym="Vaalea kivi")
    with pytest.raises(Refusal):
        actions.accept_request(moderator, member=member)
    member.refresh_from_db()
    assert (member.state, seats(group)) == ("requested", 2)


def test_a_request_is_declined_with_a_reason_and_the_answer_can_be_turned(student, moderator):
    group = GroupFactory()
    member = actions.ask_to_join(student, group=group, pseudonym="Vaalea kivi")
    for reason in ("Ryhmä alkaa syksyllä.", "Toinen."):
        declined = actions.decline_request(moderator, member=member, reason=reason)
    assert (declined.state, declined.reason) == ("declined", "Ryhmä alkaa syksyllä.")
    accepted = actions.accept_request(moderator, member=member)
    assert (accepted.state, accepted.reason, seats(group)) == ("active", "", 1)
    assert told() == ["ask_to_join", "decline_request", "accept_request"]


def test_a_member_is_removed_with_a_reason_once_and_let_back_to_join_by_themself(student, moderator):
    group = GroupFactory()
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi", as_host=True)
    for _time in range(2):
        member = actions.remove_member(moderator, member=member, reason="Rikoit sääntöjä.")
    assert (member.state, member.reason, member.is_host, seats(group)) == ("removed", "Rikoit sääntöjä.", False, 0)
    for _time in range(2):
        member = actions.let_member_back(moderator, member=member)
    assert (member.state, member.reason, seats(group)) == ("left", "", 0)
    assert actions.join_group(student, group=group, pseudonym="").pseudonym == "Vaalea kivi"
    assert told() == ["join_group", "remove_member", "let_member_back", "join_group"]


def test_a_host_is_appointed_and_released_once(student, moderator):
    member = actions.join_group(student, group=GroupFactory(), pseudonym="Vaalea kivi")
    seen = [actions.set_host(moderator, member=member, is_host=flag).is_host for flag in (True, True, False, False)]
    assert seen == [True, True, False, False]
    assert told() == ["join_group", "appoint_host", "release_host"]


def test_a_pseudonym_changes_once_before_the_first_post(student, peer):
    group = GroupFactory()
    actions.join_group(peer, group=group, pseudonym="Tyyni lampi")
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    with pytest.raises(Refusal) as refusal:
        actions.change_pseudonym(student, member=member, pseudonym="TYYNI lampi")
    assert refusal.value.field == "pseudonym"
    changed = actions.change_pseudonym(student, member=member, pseudonym="Kirkas majakka")
    assert (changed.pseudonym, changed.pseudonym_key, changed.pseudonym_changed) == (
        "Kirkas majakka",
        "kirkasmajakka",
        True,
    )
    with pytest.raises(Refusal):
        actions.change_pseudonym(student, member=member, pseudonym="Hiljainen polku")
    assert told() == ["join_group", "join_group", "change_pseudonym"]


def make(actor, group, once=None, uses=1):
    return actions.make_invite(actor, group=group, once=once or uuid.uuid4(), days=7, uses=uses)


def test_an_invitation_keeps_a_hash_only_and_the_same_form_gives_the_same_link(moderator):
    group, once = GroupFactory(), uuid.uuid4()
    invite, secret = make(moderator, group, once)
    assert make(moderator, group, once) == (invite, secret)
    assert make(moderator, group)[1] != secret
    assert invite.secret_hash == GroupInvite.hash_of(secret)
    assert secret not in str(invite.__dict__)
    assert told() == ["make_invite", "make_invite"]


def test_an_invitation_lets_in_as_many_as_it_says(moderator, student, peer):
    group = GroupFactory()
    invite, _secret = make(moderator, group)
    actions.join_group(student, group=group, pseudonym="Vaalea kivi", invite=invite)
    with pytest.raises(Refusal):
        actions.join_group(peer, group=group, pseudonym="Tyyni lampi", invite=invite)
    assert (seats(group), Entry.objects.last().facts) == (1, {"invited": True})


def test_an_invitation_lets_in_somebody_whose_request_waits(moderator, student):
    group = GroupFactory()
    actions.ask_to_join(student, group=group, pseudonym="Vaalea kivi")
    invite, _secret = make(moderator, group)
    member = actions.join_group(student, group=group, pseudonym="Tyyni lampi", invite=invite)
    assert (member.state, member.pseudonym, Member.objects.count()) == ("active", "Tyyni lampi", 1)


def test_an_ended_or_old_invitation_lets_nobody_in(moderator, student):
    group = GroupFactory()
    ended, _secret = make(moderator, group)
    for _time in range(2):
        actions.end_invite(moderator, invite=ended)
    old = GroupInviteFactory(group=group, valid_until=timezone.now() - timedelta(minutes=1))
    for invite in (ended, old):
        with pytest.raises(Refusal):
            actions.join_group(student, group=group, pseudonym="Vaalea kivi", invite=invite)
    assert (seats(group), told()) == (0, ["make_invite", "end_invite"])


def test_a_group_has_not_endless_open_invitations(moderator):
    group = GroupFactory()
    for _time in range(MOST_OPEN_INVITES):
        make(moderator, group)
    with pytest.raises(Refusal):
        make(moderator, group)
