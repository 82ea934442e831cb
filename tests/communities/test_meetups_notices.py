"""What meet-ups say, when they think better of it, and what the digest tells of the next days."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from communities import actions, notices
from communities.enums import Form, GroupState, GuestState, MeetupState, MemberState, RemindMe
from communities.models import Group, Meetup, MeetupGuest
from tests.factories.accounts import UserFactory
from tests.factories.communities import BlockFactory, GroupFactory, MeetupFactory, MeetupGuestFactory, MemberFactory
from tests.factories.institutions import MembershipFactory
from wellbeing_portal.kernel.voice import Reader
from wellbeing_portal.moderation.registry import reportable_of
from wellbeing_portal.moderation.registry.reportables import VERBS
from wellbeing_portal.notifications.models import Mute, Notice
from wellbeing_portal.notifications.queries import lines_of

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        yield clock


def group_of(user, **columns):
    texts = {"title_fi": "Aamukahvit", "title_en": "Morning coffee", "form": Form.INTEREST}
    group = GroupFactory(**{**texts, **columns})
    return MemberFactory(user=user, group=group)


def meet(member, at=NOON + DAY, **answer):
    """A meet-up of the member's group, with an answer of theirs if there is one."""
    meetup = MeetupFactory(group=member.group, starts_at=at, title="Salaisuuksia")
    if answer:
        MeetupGuestFactory(meetup=meetup, member=member, **answer)
    return meetup


def line(user, kind, meetup, *, by_mail=False):
    notice = Notice.objects.create(recipient=user, kind=f"communities.{kind}", target_id=meetup.public_id)
    lines = lines_of(user, [notice], by_mail=by_mail)
    notice.delete()
    return lines[0].text if lines else None


# --- kinds


def test_a_reminder_tells_the_group_and_the_hours_of_the_reader(student):
    meetup = meet(group_of(student), state=GuestState.COMING)
    assert line(student, "meetup_soon", meetup) == "Morning coffee meets Thursday 26 November at 12:00–13:00."
    student.time_zone = "Asia/Tokyo"
    assert line(student, "meetup_soon", meetup) == "Morning coffee meets Thursday 26 November at 19:00–20:00."


def test_a_mail_does_not_name_a_support_group(student):
    member = group_of(student, form=Form.SUPPORT)
    meetup = meet(member, state=GuestState.OFFERED, offered_until=NOON + HOUR)
    when = "Thursday 26 November at 12:00–13:00"
    assert line(student, "meetup_offer", meetup, by_mail=True) == (
        f"There is a seat for you in the meet-up of {when}. Answer on its page."
    )
    assert "Morning coffee" in line(student, "meetup_offer", meetup)
    assert line(student, "meetup_changed", meetup, by_mail=True).endswith(f"It is now {when}.")
    Meetup.objects.update(state=MeetupState.CANCELLED)
    assert (
        line(student, "meetup_changed", meetup, by_mail=True) == f"A meet-up you were coming to is cancelled: {when}."
    )
    assert line(student, "meetup_offer", meetup, by_mail=True) is None


def changed(meetup, **facts):
    meetup.refresh_from_db()
    return actions.update_meetup(meetup.made_by or UserFactory(), meetup=meetup, version=meetup.version, **facts)


def test_who_comes_reads_which_of_time_and_place_is_another(student, clock):
    meetup = meet(group_of(student), state=GuestState.COMING)
    later = {"starts_at": meetup.starts_at + HOUR, "ends_at": meetup.ends_at + HOUR}
    changed(meetup, place_text="Kirjasto")
    assert line(student, "meetup_changed", meetup) == (
        "The meet-up of Morning coffee has another place. It is Thursday 26 November at 12:00–13:00, as before."
    )
    changed(meetup, details="Kahvia")
    assert "has another place." in line(student, "meetup_changed", meetup)
    changed(meetup, **later)
    both = "has another time and another place. It is now Thursday 26 November at 13:00–14:00."
    assert line(student, "meetup_changed", meetup).endswith(both)
    clock.shift(HOUR)
    changed(meetup, ends_at=meetup.ends_at + HOUR / 2)
    assert "has another time: it is now" in line(student, "meetup_changed", meetup)
    changed(meetup, place_text="Puisto")
    assert "has another time and another place" in line(student, "meetup_changed", meetup, by_mail=True)


def test_who_comes_reads_that_it_is_on_after_all(student):
    meetup = meet(group_of(student), state=GuestState.COMING)
    host = UserFactory()
    actions.cancel_meetup(host, meetup=meetup, reason="Flunssa")
    assert "is cancelled" in line(student, "meetup_changed", meetup)
    actions.plan_again(host, meetup=meetup)
    assert line(student, "meetup_changed", meetup) == (
        "The meet-up of Morning coffee is on after all: Thursday 26 November at 12:00–13:00."
    )
    Group.objects.update(form=Form.SUPPORT)
    assert line(student, "meetup_changed", meetup, by_mail=True).startswith("A meet-up that was cancelled is on after")


@pytest.mark.parametrize("state", [GuestState.WAITING, GuestState.GONE, GuestState.LAPSED])
def test_only_who_comes_is_reminded_and_only_before_it_begins(student, clock, state):
    meetup = meet(group_of(student), state=GuestState.COMING)
    guests = MeetupGuest.objects.all()
    assert line(student, "meetup_soon", meetup, by_mail=True)
    guests.update(remind=RemindMe.NONE)
    assert line(student, "meetup_soon", meetup, by_mail=True) is None
    guests.update(remind=RemindMe.DAY, state=state)
    assert line(student, "meetup_soon", meetup, by_mail=True) is None
    guests.update(state=GuestState.COMING)
    clock.move_to(meetup.starts_at)
    assert line(student, "meetup_soon", meetup, by_mail=True) is None


def test_a_change_is_for_those_it_concerns_until_it_is_over(student, peer, clock):
    meetup = meet(group_of(student), state=GuestState.WAITING)
    assert line(student, "meetup_changed", meetup, by_mail=True)
    assert line(peer, "meetup_changed", meetup) is None
    clock.move_to(meetup.ends_at)
    assert line(student, "meetup_changed", meetup, by_mail=True) is None


# --- the digest


def told(*users):
    section = notices.WhatComesNext()
    gathered = section.gather([Reader(user, NOON - 7 * DAY) for user in users])
    return {user: section.facts(found) for user, found in gathered.items()}


def test_the_digest_tells_first_what_one_comes_to(student, peer):
    member = group_of(student)
    open_, mine = meet(member, NOON + DAY), meet(member, NOON + 2 * DAY, state=GuestState.COMING)
    hidden = meet(group_of(student, form=Form.SUPPORT), NOON + 3 * DAY)
    assert told(student, peer) == {
        student.pk: {
            "meetups": [
                {
                    "group": "Morning coffee",
                    "when": "Friday 27 November at 12:00–13:00",
                    "link": mine.get_absolute_url(),
                    "comes": True,
                },
                {
                    "group": "Morning coffee",
                    "when": "Thursday 26 November at 12:00–13:00",
                    "link": open_.get_absolute_url(),
                    "comes": False,
                },
                {
                    "group": "",
                    "when": "Saturday 28 November at 12:00–13:00",
                    "link": hidden.get_absolute_url(),
                    "comes": False,
                },
            ],
            "more": False,
            "weeks": "/communities/weeks/",
        }
    }


def test_the_digest_leaves_out_what_is_over_far_cancelled_declined_silenced_or_not_ones_own(student):
    member = group_of(student)
    meet(member, NOON - HOUR / 2)
    meet(member, NOON + 8 * DAY)
    meet(member, state=GuestState.GONE)
    Meetup.objects.filter(pk=meet(member).pk).update(state=MeetupState.CANCELLED)
    meet(group_of(student, state=GroupState.CLOSED))
    left = group_of(student)
    left.state = MemberState.LEFT
    left.save()
    meet(left)
    silent = group_of(student)
    Mute.objects.create(recipient=student, key=silent.group.mute_key)
    meet(silent)
    assert told(student) == {}
    meet(silent, state=GuestState.COMING)
    assert len(told(student)[student.pk]["meetups"]) == 1


def test_five_are_told_and_the_rest_is_on_the_page(student):
    member = group_of(student)
    for hours in range(1, 8):
        meet(member, NOON + hours * HOUR)
    facts = told(student)[student.pk]
    assert (len(facts["meetups"]), facts["more"]) == (5, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_section_costs_the_same_for_one_reader_and_for_three(diak, count, django_assert_num_queries):
    users = [MembershipFactory(institution=diak).user for _number in range(count)]
    for user in users:
        meet(group_of(user), state=GuestState.COMING)
    with django_assert_num_queries(4):
        assert len(told(*users)) == count


# --- blocks


@pytest.mark.parametrize("where", ["here", "elsewhere"])
@pytest.mark.parametrize("who_blocks", ["host", "guest"])
def test_a_host_sees_as_many_guests_as_the_number_says_whoever_blocks_whom(client, student, peer, who_blocks, where):
    """Also a block of another group, or of the time before they hosted: a gap would tell who stands behind it."""
    host = group_of(student)
    host.is_host = True
    host.save()
    meetup = meet(host)
    guests = [
        MeetupGuestFactory(meetup=meetup).member,
        MeetupGuestFactory(meetup=meetup, member=MemberFactory(group=host.group, user=peer)).member,
    ]
    Meetup.objects.update(taken=len(guests))
    by, whom = (student, peer) if who_blocks == "host" else (peer, student)
    BlockFactory(by=by, whom=whom, group=host.group if where == "here" else GroupFactory())
    client.force_login(student)
    answer = client.get(meetup.get_absolute_url())
    assert [guest.member for guest in answer.context["guests"]] == guests
    assert answer.context["meetup"].taken == len(guests)


# --- reports


def test_a_member_reports_a_meetup_and_nobody_learns_who_made_it(client, student, peer):
    host = MemberFactory(user=peer, group=group_of(student).group, is_host=True)
    meetup = MeetupFactory(group=host.group, made_by=peer, details="Tuo rahaa", title="Iltatee")
    kind = reportable_of(meetup)
    client.force_login(student)
    address = reverse("moderation:report", args=[kind.name, meetup.public_id])
    page = client.get(meetup.get_absolute_url()).content.decode()
    assert address in page
    assert peer.name not in page
    assert client.get(address).status_code == 200
    assert (kind.place(meetup), kind.author(meetup), kind.pen_name(meetup)) == (
        meetup.group.owner,
        peer,
        host.pseudonym,
    )
    assert kind.says(meetup) == "Iltatee\n\nTuo rahaa"
    assert (kind.link(meetup), kind.rules_link(meetup)) == (
        meetup.get_absolute_url(),
        reverse("communities:group_page", args=[meetup.group.slug]),
    )
    assert [verb for verb in VERBS if kind.offers(verb)] == ["hide", "ask_edit"]


def test_what_a_keeper_made_stands_in_the_name_of_the_place(student, moderator):
    member = group_of(student)
    meetup = MeetupFactory(group=member.group, made_by=moderator)
    assert reportable_of(meetup).pen_name(meetup) == meetup.group.owner.short_name
    assert reportable_of(meetup).language(meetup) == "fi"
