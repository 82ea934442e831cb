"""What holders hear of their badges: once, and by mail without what they learned."""

import pytest
from django.utils import translation

from tests.factories.credentials import make_award, request_for
from wellbeing_portal.credentials import actions
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.notifications.models import Delivery
from wellbeing_portal.notifications.queries import inbox, lines_of

pytestmark = pytest.mark.django_db


def told(person, **how):
    """Sentence and address of each notice, the newest first."""
    with translation.override("en"):
        return [(line.text, line.link) for line in lines_of(person, list(inbox(person)), **how)]


def page_of(award):
    return f"/me/badges/{award.public_id}/"


def test_a_badge_is_told_of_once_however_often_it_is_asked_for(people):
    request = request_for(people.student, place=people.diak.slug)
    award = actions.award(request)
    assert actions.award(request) == award
    said = "You have a badge, “Study rhythm”; nobody else sees it unless you want it."
    assert told(people.student) == [(said, page_of(award))]
    said = "You have a new badge; nobody else sees it unless you want it."
    assert told(people.student, by_mail=True) == [(said, page_of(award))]
    # It waits for the letter of the day.
    assert Delivery.objects.count() == 0


def test_one_that_is_revoked_is_told_of_with_why_and_whom_to_ask(people):
    award = make_award(people.student, place=people.diak)
    for _twice in range(2):
        actions.revoke_award(None, award=award, reason=Reason.MISTAKE)
    said = f"(it was awarded by mistake); if that looks wrong to you, ask {people.diak.name}."
    assert told(people.student)[0] == (f"Your badge “Study rhythm” was revoked {said}", page_of(award))
    assert len(told(people.student)) == 2
    # Nobody is told by mail of a badge that is none any more.
    said = "A badge of yours was revoked; its page says why, and whom to ask."
    assert told(people.student, by_mail=True) == [(said, page_of(award))]


def test_one_that_is_corrected_is_told_of_and_leads_to_the_new_one(people):
    new = actions.correct_award(None, award=make_award(people.student, place=people.diak))
    told_now = told(people.student)
    said = "was corrected; from now on the new one is valid, and the old one no more."
    assert told_now[0] == (f"Your badge “Study rhythm” {said}", page_of(new))
    assert told(people.student, by_mail=True) == [(f"A badge of yours {said}", page_of(new))]


def test_nobody_is_told_of_a_badge_that_has_no_holder(people):
    award = make_award(people.student, place=people.diak)
    actions.forget_holder(people.student)
    award.refresh_from_db()
    actions.revoke_award(None, award=award, reason=Reason.MISTAKE)
    assert told(people.student) == []


def test_the_page_of_a_revoked_badge_says_whom_to_ask(client, people):
    award = make_award(people.student, place=people.diak)
    client.force_login(people.student)
    asks = f"ask {people.diak.name}, who signed it"
    assert asks not in client.get(page_of(award) + "?lang=en").content.decode()
    actions.revoke_award(None, award=award, reason=Reason.MISTAKE)
    assert asks in client.get(page_of(award) + "?lang=en").content.decode()
