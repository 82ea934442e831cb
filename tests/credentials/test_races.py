"""Twenty who ask at once, on the database the tests run on."""

import uuid

import pytest

from tests.communities.test_groups_races import rush
from tests.factories.accounts import UserFactory
from tests.factories.credentials import make_award, request_for
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.credentials import actions, queries
from wellbeing_portal.credentials.enums import Reason, State
from wellbeing_portal.credentials.models import Award, BadgeClassVersion, IssuerKey, StatusList

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 20


def test_one_completion_asked_for_twenty_times_at_once_is_one_badge_from_the_first_of_an_issuer_on():
    request = request_for(UserFactory(), place=InstitutionFactory(slug="diak").slug)
    got = []
    rush([lambda: got.append(actions.award(request).public_id)] * CROWD)
    assert (len(got), len(set(got))) == (CROWD, 1)
    assert (Award.objects.count(), BadgeClassVersion.objects.count(), IssuerKey.objects.count()) == (1, 1, 2)
    assert StatusList.objects.get().taken == 1
    assert Entry.objects.filter(action="award_badge").count() == 1


def test_twenty_people_who_finish_at_once_get_a_badge_and_a_bit_each():
    place, people = InstitutionFactory(slug="diak"), UserFactory.create_batch(CROWD)
    rush([lambda one=one: actions.award(request_for(one, place=place.slug)) for one in people])
    awards = [queries.award_named(award.public_id) for award in Award.objects.all()]
    assert len({award.status_index for award in awards}) == CROWD
    assert {queries.verdict_on(award).state for award in awards} == {State.VALID}


def test_two_corrections_at_once_are_one_and_no_bit_of_the_revoked_is_lost():
    place, holder = InstitutionFactory(slug="diak"), UserFactory()
    awards = [make_award(holder, place=place, completion=uuid.uuid4()) for _number in range(6)]
    rush(
        [lambda: actions.correct_award(None, award=Award.objects.get(pk=awards[0].pk))] * 4
        + [lambda one=one: actions.revoke_award(None, award=one, reason=Reason.ASKED) for one in awards[1:]]
    )
    assert Award.objects.filter(completion=awards[0].completion).count() == 2
    found = [queries.verdict_on(queries.award_named(award.public_id)).state for award in awards]
    assert found == [State.REVOKED] * 6
