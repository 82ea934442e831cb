"""My weeks, the next meet-up at home, and what one's own calendar reads."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from communities import actions
from communities.enums import Form, GuestState, MeetupState
from communities.models import Group, Meetup
from tests.factories.communities import GroupFactory, MeetupFactory, MeetupGuestFactory, MemberFactory

pytestmark = pytest.mark.django_db

# A Wednesday.
NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
WEEKS = reverse("communities:weeks")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def me(client, student, diak):
    student.language = "en"
    student.save()
    client.force_login(student)
    return MemberFactory(user=student, group=GroupFactory(owner=diak, title_fi="Kahvit", form=Form.INTEREST))


def meet(member, at=NOON + DAY, *, state=GuestState.COMING, **columns):
    meetup = MeetupFactory(group=member.group, starts_at=at, taken=1, **columns)
    MeetupGuestFactory(
        meetup=meetup, member=member, state=state, **({"offered_until": at} if state == "offered" else {})
    )
    return meetup


def shown(client, query=""):
    weeks = client.get(WEEKS + query).context["weeks"]
    return [
        [(f"{day:%d.%m.}", [one.title for one in meetups]) for day, meetups in week["days"] if meetups]
        for week in weeks
    ]


def test_weeks_show_the_meetups_of_my_groups_on_their_days(client, me):
    MeetupFactory(title="Huomenna", group=me.group, starts_at=NOON + DAY)
    MeetupFactory(title="Sunnuntaina", group=me.group, starts_at=NOON + 4 * DAY + 11 * HOUR)
    MeetupFactory(title="Maanantaina yöllä", group=me.group, starts_at=NOON + 4 * DAY + 12 * HOUR)
    MeetupFactory(title="Viiden viikon päästä", group=me.group, starts_at=NOON + 35 * DAY)
    MeetupFactory(title="Muiden", starts_at=NOON + DAY)
    assert shown(client) == [
        [("26.11.", ["Huomenna"]), ("29.11.", ["Sunnuntaina"])],
        [("30.11.", ["Maanantaina yöllä"])],
        [],
        [],
    ]
    assert shown(client, "?from=2026-12-23")[1] == [("30.12.", ["Viiden viikon päästä"])]


@pytest.mark.parametrize("asked", ["", "?from=", "?from=nonsense", "?from=9999-12-31", "?from=0001-01-01"])
def test_nonsense_shows_this_week(client, me, asked):
    answer = client.get(WEEKS + asked)
    assert (answer.context["weeks"][0]["first"], answer.context["is_now"]) == (datetime.date(2026, 11, 23), True)
    assert 'class="empty"' in answer.content.decode()


def test_days_are_those_of_the_reader(client, student, me):
    student.time_zone = "Asia/Tokyo"
    student.save()
    MeetupFactory(title="Iltatee", group=me.group, starts_at=NOON + 8 * HOUR)
    assert shown(client)[0] == [("26.11.", ["Iltatee"])]
    assert "Asia/Tokyo" in client.get(WEEKS).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_weeks_cost_the_same_for_one_and_three_meetups(client, me, rows, django_assert_num_queries):
    for number in range(rows):
        meet(me, NOON + number * DAY)
    client.get(WEEKS)
    with django_assert_num_queries(4):
        client.get(WEEKS)


def test_home_shows_the_next_meetup_that_i_come_to(client, me):
    meet(me, NOON + DAY, title="Peruttu", state=GuestState.COMING)
    Meetup.objects.update(state=MeetupState.CANCELLED)
    meet(me, NOON + DAY, title="Jonossa", state=GuestState.WAITING)
    meet(me, NOON + 3 * DAY, title="Myöhemmin")
    meet(me, NOON + 2 * DAY, title="Tarjottu", state=GuestState.OFFERED)
    page = client.get("/")
    assert page.context["meetup"].title == "Tarjottu"
    assert WEEKS in page.content.decode()


# --- files


def read(response):
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def feed_url(user):
    return actions.renew_feed(user).get_absolute_url()


def test_a_file_says_when_in_the_hours_of_finland_and_parses_back(client, me, settings):
    settings.PORTAL_URL = "https://portal.example:8443"
    meetup = meet(me, datetime.datetime(2026, 12, 2, 16, tzinfo=datetime.UTC), place_text="Aula")
    found = read(client.get(reverse("communities:meetup_file", args=[meetup.public_id]) + "?lang=en"))
    (event,) = found.events
    assert [*found.errors, *event.errors] == []
    assert (event["UID"], event.sequence, event["STATUS"]) == (f"{meetup.public_id}@portal.example", 0, "CONFIRMED")
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert (event.start, event.end) == (meetup.starts_at, meetup.ends_at)
    assert f"{event.start:%H:%M}" == "18:00"
    assert (event["SUMMARY"], event["LOCATION"]) == ("Meet-up: Kahvit", "Aula")
    assert found.get_missing_tzids() == set()


def test_the_zone_in_the_file_knows_both_nights_when_the_clocks_change(client, me):
    for month, day in ((10, 24), (10, 25)):
        meet(me, datetime.datetime(2026, month, day, 18 - 3 * (day == 24) - 2 * (day == 25), tzinfo=datetime.UTC))
    found = read(client.get(feed_url(me.user)))
    (zone,) = found.timezones
    offsets = {f"{event.start:%d.%m. %H:%M %z}" for event in found.events}
    assert offsets == {"24.10. 18:00 +0300", "25.10. 18:00 +0200"}
    told = zone.to_tz()
    spring = [datetime.datetime(2027, 3, day, 18, tzinfo=told).utcoffset() for day in (27, 28)]
    assert spring == [2 * HOUR, 3 * HOUR]


def test_the_feed_needs_no_session_and_shows_what_its_owner_comes_to(client, me, peer):
    coming = meet(me, title="Salaisuuksia")
    meet(me, state=GuestState.WAITING)
    meet(me, NOON - 61 * DAY)
    meet(MemberFactory(user=peer, group=me.group))
    address = feed_url(me.user)
    client.logout()
    answer = client.get(address)
    assert [event["UID"].partition("@")[0] for event in read(answer).events] == [str(coming.public_id)]
    assert "Salaisuuksia" not in answer.content.decode()
    assert "no-" in answer.headers["Cache-Control"]


def test_a_support_group_has_no_name_and_no_place_in_a_calendar(client, student, diak, me):
    group = GroupFactory(owner=diak, title_fi="Masennus ja minä", form=Form.SUPPORT)
    meet(MemberFactory(user=student, group=group), place_text="Masennushuone", online_address="https://meet.example/m")
    text = client.get(feed_url(student)).content.decode()
    assert "SUMMARY:Meet-up\r\n" in text
    assert ("asennus" in text, "meet.example" in text, "LOCATION" in text) == (False, False, False)


def test_a_moved_meetup_has_a_higher_number_and_a_cancelled_one_says_so(client, student, me):
    meetup = meet(me)
    later = meetup.starts_at + DAY
    actions.update_meetup(student, meetup=meetup, version=1, starts_at=later, ends_at=later + HOUR)
    address = feed_url(student)
    (event,) = read(client.get(address)).events
    assert (event.sequence, event.start) == (1, later)
    actions.cancel_meetup(student, meetup=meetup, reason="Loma")
    (event,) = read(client.get(address)).events
    assert (event.sequence, event["STATUS"]) == (2, "CANCELLED")


def test_whoever_left_the_group_finds_its_meetups_gone_from_the_calendar(client, student, me):
    meet(me)
    address = feed_url(student)
    Group.objects.update(member_count=1)
    actions.leave_group(student, member=me)
    assert read(client.get(address)).events == []


def test_a_wrong_an_old_and_a_closed_address_are_all_the_same_nothing(client, student, clock):
    old = feed_url(student)
    clock.shift(1)
    new = feed_url(student)
    student.is_active = False
    student.save()
    wrong = reverse("communities:feed", args=["x" * 40])
    assert [client.get(address).status_code for address in (old, new, wrong)] == [404] * 3


def test_the_address_is_made_changed_and_ended_on_the_page(client, me):
    here = f"{WEEKS}#subscribe"
    assert "calendar/" not in client.get(WEEKS).content.decode().replace("/calendar/renew/", "")
    assert client.post(reverse("communities:feed_renew")).headers["Location"] == here
    assert client.get(WEEKS).context["feed"].get_absolute_url() in client.get(WEEKS).content.decode()
    assert client.post(reverse("communities:feed_end")).headers["Location"] == here
    assert client.get(WEEKS).context["feed"] is None
