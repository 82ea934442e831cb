"""Pages of meet-ups: for members, for hosts, for keepers."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from communities.enums import Form, GuestState, Place, RemindMe
from communities.models import Meetup, MeetupGuest, MeetupSeries
from tests.factories.communities import GroupFactory, MeetupFactory, MeetupGuestFactory, MemberFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def meetup(diak):
    group = GroupFactory(owner=diak, slug="uni", audience=Audience.OWN, form=Form.INTEREST)
    texts = {"online_address": "https://meet.example/abc", "place": Place.BOTH, "place_text": "Sörnäinen, aula"}
    return MeetupFactory(group=group, starts_at=NOON + DAY, capacity=2, **texts)


@pytest.fixture
def me(client, student, meetup):
    client.force_login(student)
    return MemberFactory(user=student, group=meetup.group)


@pytest.fixture
def host(me):
    me.is_host = True
    me.save()
    return me


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


def page(client, meetup):
    return client.get(meetup.get_absolute_url()).content.decode()


def typed(**more):
    return {"title": "Iltatee", "day": "2026-12-02", "hour": "18:00", "minutes": "60", "place": "online", **more}


# --- members


def test_a_member_says_that_they_come_is_reminded_otherwise_and_does_not_come_after_all(client, me, meetup):
    here = meetup.get_absolute_url()
    answer = client.post(url("meetup_come", meetup.public_id), {"wish": RemindMe.DAY})
    assert (answer.status_code, answer.headers["Location"]) == (303, here)
    assert MeetupGuest.objects.get().remind == RemindMe.DAY
    assert client.post(url("meetup_remind", meetup.public_id), {"wish": RemindMe.HOUR}).headers["Location"] == here
    assert MeetupGuest.objects.get().remind == RemindMe.HOUR
    assert client.post(url("meetup_leave", meetup.public_id)).headers["Location"] == here
    assert MeetupGuest.objects.get().state == GuestState.GONE


@pytest.mark.parametrize("name", ["meetup_come", "meetup_remind"])
def test_a_wish_that_is_none_of_them_comes_back_with_the_page(client, me, meetup, name):
    assert client.post(url(name, meetup.public_id), {"wish": "tomorrow"}).status_code == 422


def test_who_does_not_come_has_no_reminder_to_choose(client, me, meetup):
    assert client.post(url("meetup_remind", meetup.public_id), {"wish": "day"}).status_code == 422


def test_a_seat_that_was_lost_at_the_last_moment_is_a_place_in_the_line(client, me, meetup):
    Meetup.objects.update(taken=2)
    client.post(url("meetup_come", meetup.public_id), {"wish": RemindMe.DAY})
    assert MeetupGuest.objects.get().state == GuestState.WAITING
    assert url("meetup_leave", meetup.public_id) in page(client, meetup)


@pytest.mark.parametrize("state", [GuestState.OFFERED, GuestState.LAPSED, GuestState.GONE])
def test_whoever_has_no_seat_yet_can_take_one(client, me, meetup, state):
    until = NOON + HOUR if state == GuestState.OFFERED else None
    MeetupGuestFactory(meetup=meetup, member=me, state=state, offered_until=until)
    shown = page(client, meetup)
    assert url("meetup_come", meetup.public_id) in shown
    assert (url("meetup_leave", meetup.public_id) in shown) is (state == GuestState.OFFERED)


def test_the_address_is_shown_shortly_before_to_who_comes(client, me, meetup, clock):
    assert meetup.online_address not in page(client, meetup)
    MeetupGuestFactory(meetup=meetup, member=me)
    assert meetup.online_address not in page(client, meetup)
    clock.move_to(meetup.starts_at - HOUR)
    assert meetup.online_address in page(client, meetup)
    MeetupGuest.objects.update(state=GuestState.GONE)
    assert meetup.online_address not in page(client, meetup)


def test_who_comes_is_a_number_for_members_and_pseudonyms_for_hosts(client, me, meetup):
    other = MeetupGuestFactory(meetup=meetup).member
    Meetup.objects.update(taken=1)
    shown = page(client, meetup)
    assert other.pseudonym not in shown
    assert client.get(meetup.get_absolute_url()).context["meetup"].taken == 1
    me.is_host = True
    me.save()
    shown = page(client, meetup)
    assert other.pseudonym in shown
    assert other.user.name not in shown
    assert other.user.email not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_guests(client, host, meetup, rows, django_assert_num_queries):
    MeetupGuestFactory.create_batch(rows, meetup=meetup)
    page(client, meetup)
    with django_assert_num_queries(7):
        page(client, meetup)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_meetups(client, me, meetup, rows, django_assert_num_queries):
    MeetupFactory.create_batch(rows - 1, group=meetup.group)
    client.get(url("meetup_list", "uni"))
    with django_assert_num_queries(6):
        assert len(client.get(url("meetup_list", "uni")).context["page"]) == rows


def test_the_group_shows_its_next_three_and_an_empty_list_says_so(client, me, meetup):
    assert meetup.get_absolute_url() in client.get(url("group_page", "uni")).content.decode()
    MeetupFactory.create_batch(3, group=meetup.group)
    assert len(client.get(url("group_page", "uni")).context["meetups"]) == 3
    Meetup.objects.all().delete()
    assert 'class="empty"' in client.get(url("meetup_list", "uni")).content.decode()


def test_a_meetup_that_is_over_takes_no_answers(client, me, meetup, clock):
    clock.move_to(meetup.ends_at)
    assert url("meetup_come", meetup.public_id) not in page(client, meetup)
    for verb in ("come", "leave", "remind"):
        assert client.post(url(f"meetup_{verb}", meetup.public_id), {"wish": "day"}).status_code == 403


def test_a_cancelled_meetup_says_why_and_takes_no_answers(client, host, meetup):
    assert client.get(url("meetup_cancel", meetup.public_id)).status_code == 200
    assert client.post(url("meetup_cancel", meetup.public_id), {"reason": ""}).status_code == 422
    done = client.post(url("meetup_cancel", meetup.public_id), {"reason": "Ohjaaja on sairaana."})
    assert done.headers["Location"] == meetup.get_absolute_url()
    shown = page(client, meetup)
    assert "Ohjaaja on sairaana." in shown
    assert url("meetup_come", meetup.public_id) not in shown
    assert client.get(url("meetup_edit", meetup.public_id)).status_code == 403


# --- hosts


def test_a_student_who_hosts_plans_a_meetup(client, host, meetup):
    here = url("meetup_new", "uni")
    assert client.get(here).status_code == 200
    done = client.post(here, typed(place="both", place_text="Aula", notes=["late_is_fine"], capacity="8"))
    made = Meetup.objects.latest("pk")
    assert (done.status_code, done.headers["Location"]) == (303, made.get_absolute_url())
    assert (made.starts_at, made.ends_at - made.starts_at) == (
        datetime.datetime(2026, 12, 2, 16, tzinfo=datetime.UTC),
        HOUR,
    )
    assert (made.place_text, made.capacity, made.made_by) == ("Aula", 8, host.user)
    assert (made.bring_nothing, made.late_is_fine, made.quiet_is_fine) == (False, True, False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"day": "2026-11-24"}, "day"),
        ({"day": "2028-11-24"}, "day"),
        ({"place": "campus"}, "place_text"),
        ({"online_address": "ftp:/x"}, "online_address"),
        ({"repeat": "weekly", "last_day": "2026-12-01"}, "last_day"),
        ({"capacity": "1"}, "capacity"),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(client, host, meetup, wrong, field):
    answer = client.post(url("meetup_new", "uni"), typed(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Meetup.objects.count() == 1


def test_a_host_plans_what_repeats_and_changes_or_cancels_one_day_or_all_after_it(client, host, meetup):
    client.post(url("meetup_new", "uni"), typed(repeat="weekly"))
    first, second, third = Meetup.objects.filter(series__isnull=False).order_by("on_day")[:3]
    edit = url("meetup_edit", second.public_id)
    assert 'name="scope"' in client.get(edit).content.decode()
    client.post(edit, typed(day="2026-12-09", hour="19:00", version="1", scope="one"))
    client.post(
        url("meetup_edit", third.public_id), typed(day="2026-12-16", hour="20:00", version="1", scope="following")
    )
    hours = Meetup.objects.filter(series__isnull=False).order_by("on_day").values_list("starts_at__hour", flat=True)
    assert list(hours)[:4] == [18, 19, 20, 20]
    assert MeetupSeries.objects.count() == 2
    client.post(url("meetup_cancel", first.public_id), {"reason": "Loma", "scope": "following"})
    first.refresh_from_db(), third.refresh_from_db()
    assert (first.is_cancelled, third.is_cancelled) == (True, False)


def test_who_saves_over_a_newer_version_is_told_and_loses_nothing(client, host, meetup):
    edit = url("meetup_edit", meetup.public_id)
    client.post(edit, typed(title="Aamutee", version="1"))
    late = client.post(edit, typed(title="Päivätee", version="1"))
    assert (late.status_code, late.context["form"]["title"].value()) == (422, "Päivätee")
    assert (
        client.post(edit, typed(title="Päivätee", version=late.context["form"]["version"].value())).status_code == 303
    )
    meetup.refresh_from_db()
    assert (meetup.title, meetup.version) == ("Päivätee", 3)


def test_fewer_places_than_are_taken_come_back_on_the_field(client, host, meetup):
    Meetup.objects.update(capacity=5, taken=3)
    answer = client.post(url("meetup_edit", meetup.public_id), typed(capacity="2", version="1"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])


def test_an_unlisted_address_of_a_meetup_is_404(client, me):
    assert client.get(url("meetup_page", "6f0f3c58-6a0e-4c1f-8f0a-3a3a3b7f3c11")).status_code == 404
