"""One text, one supporter: shared by consent, read in the open, taken back at once, and never left with nobody."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from skills.actions import (
    agree_to_support,
    end_supporter,
    give_feedback,
    hide_shared,
    name_supporter,
    note_reading,
    return_orphans,
    return_text,
    share_text,
    withdraw_text,
)
from skills.models import Feedback, SharedReading, SharedText, Supporter
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import ReflectionEntryFactory, make_course
from tests.factories.skills import FeedbackFactory, SharedTextFactory, SupporterFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.institutions.models import Membership, forget_standing
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.models import ReflectionEntry
from wellbeing_portal.moderation.actions import decide_item, raise_item, take_item
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.enums import ReminderState
from wellbeing_portal.notifications.models import Notice, Reminder

NOW = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def course(db):
    return make_course("rhythm")


@pytest.fixture
def supporter(diak, staff):
    return SupporterFactory(institution=diak, user=staff)


@pytest.fixture
def entry(student, course):
    return ReflectionEntryFactory(user=student, course=course)


@pytest.fixture
def shared(student, entry, supporter):
    return share(student, entry, supporter)


def share(student, entry, supporter, **more):
    return share_text(
        student, entry=entry, supporter=supporter, **{"note": " Clear? ", "seen_at": entry.updated_at, **more}
    )


def told(kind):
    return [notice.recipient for notice in Notice.objects.filter(kind=f"skills.{kind}").order_by("pk")]


def trail(user):
    rows = Entry.objects.filter(subject=keyed_id(user.public_id)).order_by("pk")
    return [action for action in rows.values_list("action", flat=True) if action != "grant_membership"]


def given(user):
    return list(SharedText.objects.visible_to(user).given_to(user))


# --- supporters


def test_a_coordinator_names_one_of_the_own_people_who_then_agrees(coordinator, diak, staff, student, stranger):
    made = name_supporter(coordinator, institution=diak, email=staff.email.upper())
    assert name_supporter(coordinator, institution=diak, email=staff.email) == made
    assert (told("support_asked"), list(Supporter.objects.visible_to(student))) == ([staff], [])
    agree_to_support(staff, supporter=made)
    agree_to_support(staff, supporter=made)
    assert list(Supporter.objects.visible_to(student)) == [made]
    assert trail(staff) == ["name_supporter", "agree_to_support"]
    for email in (stranger.email, "nobody@diak.example"):
        with pytest.raises(Refusal):
            name_supporter(coordinator, institution=diak, email=email)


def test_nobody_else_names_or_agrees_or_ends(coordinator, diak, kamk, staff, guide, supporter):
    for actor, place in ((staff, diak), (coordinator, kamk)):
        with pytest.raises(Refusal):
            name_supporter(actor, institution=place, email=guide.email)
    with pytest.raises(Refusal):
        agree_to_support(guide, supporter=supporter)
    with pytest.raises(Refusal):
        end_supporter(guide, supporter=supporter)


def test_ending_gives_back_what_waits(coordinator, student, supporter, shared):
    end_supporter(coordinator, supporter=supporter)
    end_supporter(coordinator, supporter=supporter)
    shared.refresh_from_db()
    assert (shared.state, shared.body, shared.note) == ("returned", "", "")
    assert told("text_returned") == [student]
    assert name_supporter(coordinator, institution=supporter.institution, email=supporter.user.email) != supporter


# --- sharing


def test_what_is_shared_is_a_copy_that_the_supporter_alone_reads(student, peer, guide, coordinator, stranger, shared):
    assert (shared.body, shared.note) == ("It was long.", "Clear?")
    assert given(shared.supporter.user) == [shared]
    for person in (peer, guide, coordinator, stranger):
        assert not SharedText.objects.visible_to(person).exists()
    assert (told("feedback_waits"), trail(student)) == ([shared.supporter.user], ["share_text"])


def test_the_same_form_shares_once(student, entry, supporter, shared):
    assert share(student, entry, supporter) == shared
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedTextFactory(student=student, supporter=supporter, course=entry.course, key=entry.key)


def test_only_the_text_that_was_shown_is_shared(student, entry, supporter):
    seen_at = entry.updated_at
    ReflectionEntry.objects.filter(pk=entry.pk).update(updated_at=NOW + DAY)
    with pytest.raises(Refusal):
        share(student, entry, supporter, seen_at=seen_at)
    assert not SharedText.objects.unscoped("a test").exists()


def test_only_with_somebody_who_can_be_asked(student, stranger, staff, course, entry, supporter, kamk):
    elsewhere = SupporterFactory(institution=kamk)
    asked = SupporterFactory(institution=supporter.institution, agreed_at=None)
    for other in (elsewhere, asked):
        with pytest.raises(Refusal):
            share(student, entry, other)
    with pytest.raises(Refusal):
        share(staff, ReflectionEntryFactory(user=staff, course=course), supporter)
    with pytest.raises(ReflectionEntry.DoesNotExist):
        share(stranger, entry, elsewhere)


# --- reading, answering


def test_each_opening_is_in_the_trail_and_on_the_students_page(student, shared):
    for _time in range(2):
        note_reading(shared.supporter.user, shared=shared)
    assert SharedReading.objects.visible_to(student).count() == 2
    assert trail(student) == ["share_text", "read_shared_text", "read_shared_text"]


def test_one_answer_and_the_student_is_told(student, peer, shared, clock):
    supporter = shared.supporter.user
    with pytest.raises(Refusal):
        give_feedback(supporter, shared=shared, body="  ")
    with pytest.raises(Refusal):
        give_feedback(peer, shared=shared, body="Hm.")
    feedback = give_feedback(supporter, shared=shared, body=" You saw a lot. ")
    assert give_feedback(supporter, shared=shared, body="Again.") == feedback
    assert (feedback.body, told("feedback_came")) == ("You saw a lot.", [student])
    assert list(Feedback.objects.visible_to(peer)) == []
    assert not Reminder.objects.filter(state=ReminderState.WAITING).exists()
    clock.move_to(NOW + 29 * DAY)
    assert given(supporter) == [shared]
    clock.move_to(NOW + 30 * DAY)
    assert given(supporter) == []
    assert list(Feedback.objects.visible_to(student)) == [feedback]


def test_the_supporter_is_reminded_before_the_promise_and_after(shared, clock):
    for days, times in ((4, 1), (5, 2), (7, 2), (8, 3), (20, 3)):
        clock.move_to(NOW + days * DAY)
        fire_due()
        assert len(told("feedback_waits")) == times


def test_taking_back_is_at_once_and_keeps_the_feedback(student, shared):
    supporter = shared.supporter.user
    feedback = give_feedback(supporter, shared=shared, body="You saw a lot.")
    withdraw_text(student, shared=shared)
    withdraw_text(student, shared=shared)
    shared.refresh_from_db()
    assert (shared.state, shared.body, shared.note, given(supporter)) == ("withdrawn", "", "", [])
    assert list(Feedback.objects.visible_to(student)) == [feedback]
    assert list(Feedback.objects.visible_to(supporter)) == []
    with pytest.raises(Refusal):
        give_feedback(supporter, shared=shared, body="Late.")
    assert trail(student).count("withdraw_text") == 1


def test_nobody_but_the_student_takes_it_back(shared, peer):
    with pytest.raises(Refusal):
        withdraw_text(shared.supporter.user, shared=shared)
    with pytest.raises(SharedText.DoesNotExist):
        withdraw_text(peer, shared=shared)


def test_a_supporter_who_cannot_gives_it_back(student, peer, shared):
    with pytest.raises(Refusal):
        return_text(peer, shared=shared)
    return_text(shared.supporter.user, shared=shared)
    return_text(None, shared=shared)
    assert (told("text_returned"), trail(student)) == ([student], ["share_text", "return_text"])


# --- nobody waits for somebody who cannot answer


@pytest.mark.parametrize("how", ["left", "closed", "deleted"])
def test_no_text_is_left_with_nobody(how, student, shared):
    supporter = shared.supporter.user
    assert return_orphans() == 0
    if how == "left":
        Membership.objects.filter(user=supporter).delete()
        forget_standing(supporter)
        assert given(supporter) == []
    elif how == "closed":
        type(supporter).objects.filter(pk=supporter.pk).update(is_active=False)
    else:
        Supporter.objects.filter(pk=shared.supporter_id).delete()
    assert (return_orphans(), return_orphans()) == (1, 0)
    shared.refresh_from_db()
    assert (shared.state, shared.body, told("text_returned")) == ("returned", "", [student])


def test_a_copy_is_there_while_a_supporter_has_it_and_no_longer(student, supporter, course):
    for state, body in (("waiting", ""), ("returned", "Still."), ("withdrawn", "Still.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedTextFactory(student=student, supporter=supporter, course=course, state=state, body=body)


# --- moderation


def decided(thing, moderator, verdict):
    item = raise_item(about=thing, colour=Colour.GREEN, why=Why.HOST)
    take_item(moderator, item=item)
    return decide_item(moderator, item=item, verdict=verdict, rule="group", facts="So it is.")


def test_moderation_hides_either_side_and_tells_its_writer(student, moderator, supporter, course):
    answered = SharedTextFactory(student=student, supporter=supporter, course=course, state="answered")
    feedback = FeedbackFactory(shared=answered)
    decided(feedback, moderator, "hide")
    feedback.refresh_from_db()
    assert feedback.hidden_at is not None
    decided(answered, moderator, "hide")
    assert given(supporter.user) == []
    statements = Notice.objects.filter(kind="moderation.statement").order_by("pk")
    assert [notice.recipient for notice in statements] == [supporter.user, student]
    for thing in (feedback, answered):
        hide_shared(moderator, thing=thing, hidden=False)
        hide_shared(moderator, thing=thing, hidden=False)
    assert given(supporter.user) == [answered]


def test_whoever_belongs_to_two_places_meets_the_supporters_of_both(student, kamk, supporter, entry):
    elsewhere = SupporterFactory(institution=kamk)
    MembershipFactory(user=student, institution=kamk, role="student")
    forget_standing(student)
    assert share(student, entry, elsewhere).institution == kamk
