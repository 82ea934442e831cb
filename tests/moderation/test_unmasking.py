"""Finding out who somebody is: two people, two roles, one look each, and the person is told."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import ItemFactory, UnmaskingFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import rules
from wellbeing_portal.moderation.actions import answer_unmasking, ask_unmasking, hold_unmasking, see_unmasked
from wellbeing_portal.moderation.models import Item, Unmasking
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.models import Notice, Reminder

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
STEPS = ["ask_unmasking", "answer_unmasking", "see_unmasked"]


@pytest.fixture
def item(people):
    """A post of the student that is in the queue."""
    member = MemberFactory(group=GroupFactory(owner=people.diak), user=people.student, pseudonym="Vaalea kuusi")
    post = PostFactory(thread=ThreadFactory(author=member))
    return ItemFactory(place=people.diak, author=people.student, thing_id=post.public_id)


@pytest.fixture
def asked(people, item):
    return ask_unmasking(people.moderator, item=item, reason="Henki on vaarassa.")


@pytest.fixture
def agreed(people, asked):
    return answer_unmasking(people.coordinator, unmasking=asked, approved=True, answer="Olen samaa mieltä.")


def notices_of(user, kind):
    return Notice.objects.filter(recipient=user, kind=kind).count()


def test_the_coordinator_is_asked_and_the_person_is_not_told_yet(people, asked):
    assert notices_of(people.coordinator, "moderation.unmasking_asked") == 1
    assert Notice.objects.filter(recipient=people.student).count() == 0


def test_asking_twice_is_asking_once(people, item, asked):
    assert ask_unmasking(people.moderator, item=item, reason="Uudelleen.") == asked


@pytest.mark.parametrize("name", ["moderator", "student", "peer", "guide", "manager"])
def test_nobody_but_a_second_person_in_another_role_agrees(people, asked, name):
    with pytest.raises(Refusal):
        answer_unmasking(getattr(people, name), unmasking=asked, approved=True, answer="x")


def test_an_operator_can_agree_too(people, asked):
    assert answer_unmasking(people.operator, unmasking=asked, approved=True, answer="x").answered_as == Role.OPERATOR


def test_what_was_answered_first_stands(people, agreed):
    again = answer_unmasking(people.operator, unmasking=agreed, approved=False, answer="en")
    assert (again.approved, again.answered_by) == (True, people.coordinator)


@pytest.mark.parametrize("wrong", ["same person", "same role"])
def test_the_database_itself_wants_two_people_in_two_roles(people, item, wrong):
    whom, role = (people.moderator, "coordinator") if wrong == "same person" else (people.coordinator, "moderator")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnmaskingFactory(
            item=item,
            asked_by=people.moderator,
            answered_by=whom,
            answered_as=role,
            answered_at=timezone.now(),
            approved=True,
        )


def test_each_of_the_two_sees_it_once_and_nobody_else(people, agreed):
    shown = see_unmasked(people.moderator, unmasking=agreed)
    assert shown == {"name": people.student.name, "email": people.student.email, "places": people.diak.short_name}
    assert see_unmasked(people.coordinator, unmasking=agreed) == shown
    for name in ("moderator", "coordinator", "operator", "manager"):
        with pytest.raises(Refusal):
            see_unmasked(getattr(people, name), unmasking=agreed)


def test_after_a_day_it_is_shown_to_nobody(people, agreed):
    with time_machine.travel(timezone.now() + DAY), pytest.raises(Refusal):
        see_unmasked(people.moderator, unmasking=agreed)


def test_a_no_shows_nothing(people, asked):
    answer_unmasking(people.coordinator, unmasking=asked, approved=False, answer="Ei hätää.")
    with pytest.raises(Refusal):
        see_unmasked(people.moderator, unmasking=asked)


def test_every_step_is_in_the_trail_and_none_names_the_person(people, agreed):
    see_unmasked(people.moderator, unmasking=agreed)
    entries = Entry.objects.filter(action__in=STEPS).order_by("pk")
    assert [entry.action for entry in entries] == STEPS
    assert {entry.target for entry in entries} == {f"moderation.Unmasking:{agreed.public_id}"}
    assert {entry.subject for entry in entries} == {""}


def test_the_person_is_told_within_a_week(people, agreed):
    assert agreed.tell_at - agreed.answered_at <= 7 * DAY
    with time_machine.travel(agreed.tell_at + datetime.timedelta(minutes=1)):
        fire_due()
        assert notices_of(people.student, "moderation.unmasked") == 1


def test_a_hold_puts_it_off_and_then_the_person_is_told(people, agreed):
    hold_unmasking(people.operator, unmasking=agreed, days=20, reason="Esitutkinta, poliisi.")
    with time_machine.travel(agreed.answered_at + 8 * DAY):
        fire_due()
        assert notices_of(people.student, "moderation.unmasked") == 0
    with time_machine.travel(agreed.answered_at + 21 * DAY):
        fire_due()
        assert notices_of(people.student, "moderation.unmasked") == 1


def test_a_hold_is_reviewed_and_ends(people, agreed):
    with pytest.raises(Refusal):
        hold_unmasking(people.coordinator, unmasking=agreed, days=31, reason="x")
    begun = agreed.answered_at
    for number in range(3):
        with time_machine.travel(begun + number * 29 * DAY):
            hold_unmasking(people.coordinator, unmasking=agreed, days=30, reason="x")
    with time_machine.travel(begun + 80 * DAY), pytest.raises(Refusal):
        hold_unmasking(people.coordinator, unmasking=agreed, days=30, reason="x")


def test_who_asked_does_not_hold_the_telling_back(people, agreed):
    with pytest.raises(Refusal):
        hold_unmasking(people.moderator, unmasking=agreed, days=3, reason="x")


def test_nobody_holds_back_what_was_told(people, agreed):
    with time_machine.travel(agreed.tell_at), pytest.raises(Refusal):
        hold_unmasking(people.coordinator, unmasking=agreed, days=3, reason="x")


def test_nobody_asks_about_their_own_words(people, item):
    item.author = people.moderator
    assert not rules.can_ask_unmasking(people.moderator, item)
    assert not rules.can_ask_unmasking(people.coordinator, item)


def test_the_page_shows_the_name_once_and_keeps_it_nowhere(client, people, agreed):
    client.force_login(people.moderator)
    page = reverse("moderation:unmasking_page", args=[agreed.public_id])
    show = reverse("moderation:unmasking_show", args=[agreed.public_id])
    assert people.student.email not in client.get(page).content.decode()
    answer = client.post(show)
    assert people.student.email in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(show).status_code == 303
    assert people.student.email not in client.get(page).content.decode()


def test_an_unfinished_answer_comes_back(client, people, asked, item):
    client.force_login(people.coordinator)
    assert client.post(reverse("moderation:unmasking_answer", args=[asked.public_id]), {}).status_code == 422
    client.force_login(people.moderator)
    assert client.post(reverse("moderation:unmasking_ask", args=[item.public_id]), {"reason": ""}).status_code == 422


def test_a_hold_that_is_too_long_comes_back(client, people, agreed):
    client.force_login(people.coordinator)
    hold = reverse("moderation:unmasking_hold", args=[agreed.public_id])
    assert client.post(hold, {"days": "31", "reason": "x"}).status_code == 422
    with time_machine.travel(agreed.answered_at + 2 * DAY):
        hold_unmasking(people.coordinator, unmasking=agreed, days=30, reason="x")
    with time_machine.travel(agreed.answered_at + 31 * DAY):
        hold_unmasking(people.coordinator, unmasking=agreed, days=30, reason="x")
    with time_machine.travel(agreed.answered_at + 60.5 * DAY):
        client.force_login(people.coordinator)
        assert client.post(hold, {"days": "30", "reason": "x"}).status_code == 422


def test_the_person_reads_why_and_by_which_roles_but_no_names(client, people, agreed):
    Unmasking.objects.update(answered_at=timezone.now() - 4 * DAY)
    client.force_login(people.student)
    page = client.get(reverse("moderation:unmasking_told", args=[agreed.public_id])).content.decode()
    assert "Henki on vaarassa." in page
    assert people.moderator.name not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, people, rows, django_assert_num_queries):
    for _number in range(rows):
        UnmaskingFactory(item=ItemFactory(place=people.diak))
    client.force_login(people.coordinator)
    client.get(reverse("moderation:unmasking_list"))
    with django_assert_num_queries(5):
        client.get(reverse("moderation:unmasking_list"))


def test_a_hold_about_somebody_who_has_gone_reminds_nobody(people, agreed):
    Item.objects.filter(pk=agreed.item_id).update(author=None)
    before = Reminder.objects.count()
    held = hold_unmasking(people.operator, unmasking=agreed, days=20, reason="Esitutkinta, poliisi.")
    assert (held.hold_until is not None, Reminder.objects.count()) == (True, before)
