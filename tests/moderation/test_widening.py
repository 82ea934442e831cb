"""No appeal is left without somebody who may answer it."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from tests.factories.moderation import AppealFactory, CauseFactory, DecisionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Kind, Role
from wellbeing_portal.institutions.models import Membership, forget_standing
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.actions import appeals, widen_appeals
from wellbeing_portal.moderation.enums import APPEAL_TARGET, Circle, Outcome, What
from wellbeing_portal.moderation.models import Appeal, Event, circle_of
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def ngo():
    return InstitutionFactory(slug="jarjesto", kind=Kind.NGO)


@pytest.fixture
def helper(ngo):
    """Moderates for a partner organisation."""
    user = MembershipFactory(institution=ngo, role=Role.MODERATOR).user
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP")})
    return user


@pytest.fixture
def decision(post, reporter, moderator, student):
    """Of the only moderator."""
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    return actions.decide_item(moderator, item=item, verdict="hide", rule="harassment", facts="Pilkkaa.")


def appealed(decision, student):
    Notice.objects.all().delete()
    return actions.appeal_decision(student, decision=decision, says="En minä.")


def told():
    notices = Notice.objects.filter(kind="moderation.appeal_waits").order_by("pk")
    return [notice.recipient for notice in notices]


def circle():
    return Appeal.objects.get().circle


def test_it_stays_where_somebody_else_can_answer(decision, student, coordinator, helper, operator):
    appeal = appealed(decision, student)
    assert (appeal.circle, appeal.widened_at, told()) == (Circle.PLACE, None, [coordinator])
    for person in (helper, operator):
        assert not queries.appeals_for(person).exists()
        assert not rules.can_decide_appeal(person, appeal)


def test_where_the_only_moderator_decided_partner_organisations_answer(
    client, decision, student, moderator, helper, operator, post
):
    appeal = appealed(decision, student)
    assert (circle(), told()) == (Circle.PARTNERS, [helper])
    assert Event.objects.filter(what=What.WIDENED).count() == 1
    assert list(queries.appeals_for(helper)) == [appeal]
    assert not queries.appeals_for(operator).exists()
    client.force_login(helper)
    page = reverse("moderation:appeal_page", args=[appeal.public_id])
    html = client.get(page).content.decode()
    assert post.body in html
    # The item and the queue of the place stay with the place.
    item = reverse("moderation:item_page", args=[decision.item.public_id])
    assert item not in html
    assert client.get(item).status_code == 404
    assert Entry.objects.filter(action="read_item").count() == 1
    answer = client.post(page, {"outcome": "overturned", "reason": "Ei se pilkkaa."})
    assert answer.headers["Location"] == reverse("moderation:appeal_list")
    post.refresh_from_db()
    assert post.hidden_at is None


def test_the_writer_reads_who_answers(client, decision, student, helper):
    appealed(decision, student)
    client.force_login(student)
    html = client.get(reverse("moderation:statement", args=[decision.public_id]) + "?lang=en").content.decode()
    assert "It is read by the moderators of partner organisations" in html


def test_without_any_organisation_the_operators_answer(client, people, post, reporter):
    Membership.objects.filter(user=people.coordinator).delete()
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(people.moderator, item=item)
    decision = actions.decide_item(people.moderator, item=item, verdict="hide", rule="harassment", facts="Pilkkaa.")
    appeal = appealed(decision, people.student)
    assert (circle(), told()) == (Circle.PORTAL, [people.operator])
    client.force_login(people.operator)
    html = client.get(reverse("moderation:appeal_list")).content.decode()
    assert f'"{reverse("moderation:queue")}"' not in html
    page = reverse("moderation:appeal_page", args=[appeal.public_id])
    assert client.post(page, {"outcome": "upheld", "reason": "Näin se on."}).status_code == 303


def test_an_organisation_that_ended_or_that_is_the_place_itself_does_not_answer(ngo, helper, decision, student):
    ngo.partner_until = timezone.localdate() - DAY
    ngo.save()
    appeal = appealed(decision, student)
    assert (circle(), told()) == (Circle.PORTAL, [])
    forget_standing(helper)
    assert circle_of(helper) is None
    own = AppealFactory(decision=DecisionFactory(item__place=ngo))
    ngo.partner_until = None
    ngo.save()
    assert queries.answerers_of(own, Circle.PARTNERS) == []
    assert queries.answerers_of(appeal, Circle.PARTNERS) == [helper]


def test_who_is_concerned_does_not_answer(diak, ngo, helper):
    """Whoever moderates for an organisation may write, report and decide elsewhere."""
    for facts in (
        {"decision__item__author": helper},
        {"by": helper},
        {"first_decider": helper, "decision__decider": helper},
    ):
        appeal = AppealFactory(**{"decision__item__place": diak, "circle": Circle.PORTAL, **facts})
        assert helper not in queries.answerers_of(appeal, Circle.PARTNERS)
        assert not rules.can_decide_appeal(helper, appeal)
        assert not queries.appeals_for(helper).exists()


def test_an_appeal_that_nobody_answers_is_laid_before_more_people(decision, student, coordinator, helper, operator):
    appeal = appealed(decision, student)
    late = appeal.due_at
    assert widen_appeals(now=late - DAY) == 0
    assert [widen_appeals(now=late), widen_appeals(now=late)] == [1, 0]
    assert (circle(), told()) == (Circle.PARTNERS, [coordinator, helper])
    assert [widen_appeals(now=late + APPEAL_TARGET), widen_appeals(now=late + 9 * APPEAL_TARGET)] == [1, 0]
    assert (circle(), told()) == (Circle.PORTAL, [coordinator, helper, operator])
    assert Entry.objects.filter(action="widen_appeal").count() == 2
    assert rules.can_decide_appeal(coordinator, Appeal.objects.get())


def test_what_is_late_is_told_again_to_all_who_may_answer(client, decision, student, coordinator, helper, operator):
    appeal = appealed(decision, student)
    late = appeal.due_at
    with time_machine.travel(late, tick=False):
        widen_appeals()
        fire_due()
    assert told() == [coordinator, helper, coordinator]
    with time_machine.travel(late + APPEAL_TARGET, tick=False):
        widen_appeals()
        fire_due()
        assert told()[3:] == [operator, helper]
    with time_machine.travel(late + 2 * APPEAL_TARGET, tick=False):
        fire_due()
        assert told()[5:] == [operator]
        client.force_login(helper)
        assert "longer than was promised" in client.get(reverse("notifications:inbox") + "?lang=en").content.decode()
        assert "Late by" in client.get(reverse("moderation:appeal_list") + "?lang=en").content.decode()


def test_what_was_answered_meanwhile_is_not_told_again(decision, student, coordinator):
    appeal = appealed(decision, student)
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Näin se on.")
    fire_due(now=appeal.due_at)
    assert told() == [coordinator]


def test_when_the_last_who_could_answer_leaves_it_goes_on_at_once(decision, student, coordinator, helper):
    appealed(decision, student)
    Membership.objects.filter(user=coordinator).delete()
    assert widen_appeals() == 1
    assert (circle(), told()[-1]) == (Circle.PARTNERS, helper)


def test_what_is_answered_goes_no_further(decision, student, coordinator):
    appeal = appealed(decision, student)
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Näin se on.")
    assert widen_appeals(now=appeal.due_at + DAY) == 0


def test_what_was_widened_meanwhile_is_left_alone(decision, student, coordinator, helper):
    """The second finds under the lock that the first was there."""
    appeal = appealed(decision, student)
    assert appeals._widen(appeal.pk, appeal.due_at)
    Appeal.objects.update(circle=Circle.PORTAL)
    assert not appeals._widen(appeal.pk, appeal.due_at)


def test_a_second_look_finds_somebody_too(diak, reporter, moderator, helper):
    nothing = {"item__place": diak, "verdict": "no_action", "hides": False, "decider": moderator}
    cause = CauseFactory(item=DecisionFactory(**nothing).item, by=reporter)
    actions.ask_again(cause=cause, says="Luitteko?")
    assert (circle(), told()) == (Circle.PARTNERS, [helper])


def test_a_second_look_granted_from_outside_waits_in_the_queue_of_the_place(post, reporter, moderator, helper):
    cause = actions.report_thing(reporter, about=post, rule="harassment")
    actions.take_item(moderator, item=cause.item)
    actions.decide_item(moderator, item=cause.item, verdict="no_action", rule="harassment", facts="Ei mitään.")
    cause = reporter_cause(cause)
    appeal = actions.ask_again(cause=cause, says="Luitteko?")
    actions.decide_appeal(helper, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    item = cause.item.__class__.objects.open().get()
    assert (item.assignee, item.place) == (None, post.thread.group.owner)


def reporter_cause(cause):
    return cause.__class__.objects.select_related("item__decision", "item__place", "by").get(pk=cause.pk)


def test_the_untrained_answer_nothing(client, helper, settings):
    settings.MODERATION_TRAINING_REQUIRED = True
    appeal = AppealFactory(circle=Circle.PORTAL)
    assert not rules.can_decide_appeal(helper, appeal)
    client.force_login(helper)
    assert client.get(reverse("moderation:appeal_list")).status_code == 403


def test_nobody_else_sees_appeals_of_other_places(client, people, stranger):
    appeal = AppealFactory(circle=Circle.PORTAL)
    for person in (stranger, people.coordinator, people.manager, UserFactory()):
        assert not queries.appeals_for(person).filter(pk=appeal.pk).exists()


def test_a_circle_that_is_none_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory(circle=9)
