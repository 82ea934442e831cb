"""Making, proposing, changing and moving groups."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import translation

from communities import actions
from communities.enums import GroupState, Theme
from communities.models import Group
from communities.registry import RESERVED_SLUGS
from communities.rules import MOST_OPEN_PROPOSALS
from tests.factories.communities import GroupFactory, GroupThemeFactory
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db

FACTS = {"title_fi": "Iltakävely", "summary_fi": "Kävellään.", "form": "interest", "speaks_fi": True}


def told():
    return list(Entry.objects.order_by("pk").values_list("action", "facts"))


def test_a_new_group_is_a_draft_in_the_owners_name_and_leaves_a_trace(moderator, diak, kamk):
    group = actions.create_group(
        moderator, owner=diak, themes=["sleep", "stress", "sleep"], shared_with=[kamk], audience="chosen", **FACTS
    )
    assert (group.slug, group.state, group.owner) == ("iltakavely", GroupState.DRAFT, diak)
    assert sorted(group.themes.values_list("theme", flat=True)) == ["sleep", "stress"]
    assert list(group.shared_with.all()) == [kamk]
    assert told() == [("create_group", {})]


def test_a_partner_that_has_ended_makes_and_takes_nothing_new(moderator, student):
    ended = InstitutionFactory(partner_until=date(2020, 1, 1))
    with pytest.raises(Refusal) as refusal:
        actions.create_group(moderator, owner=ended, **FACTS)
    assert refusal.value.field == "owner"
    with pytest.raises(Refusal) as refusal:
        actions.propose_group(student, owner=ended, **FACTS)
    assert refusal.value.field == "owner"
    assert (Group.objects.count(), told()) == (0, [])


def test_the_same_title_gets_another_address_each_time(moderator, diak):
    slugs = [actions.create_group(moderator, owner=diak, **FACTS).slug for _time in range(7)]
    assert slugs[:5] == ["iltakavely", "iltakavely-2", "iltakavely-3", "iltakavely-4", "iltakavely-5"]
    assert len(set(slugs)) == 7


@pytest.mark.parametrize("word", sorted(RESERVED_SLUGS))
def test_no_group_takes_an_address_of_ours(moderator, diak, word):
    group = actions.create_group(moderator, owner=diak, **{**FACTS, "title_fi": word})
    assert group.slug == f"{word}-2"


@pytest.mark.parametrize(
    ("titles", "slug"),
    [
        ({"title_fi": "", "title_sv": "Kvällspromenad"}, "kvallspromenad"),
        ({"title_fi": "夜"}, "group"),
        ({"title_fi": "a" * 80}, "a" * 60),
        ({}, "group"),
    ],
)
def test_an_address_is_made_of_any_title(moderator, diak, titles, slug):
    facts = {name: value for name, value in FACTS.items() if not name.startswith("title")}
    assert actions.create_group(moderator, owner=diak, **facts, **titles).slug == slug


def test_another_fault_than_a_taken_address_is_not_hidden(moderator, diak):
    with pytest.raises(IntegrityError):
        actions.create_group(moderator, owner=diak, **{**FACTS, "speaks_fi": False})


def test_texts_in_one_language_are_read_in_all(moderator, diak):
    group = actions.create_group(
        moderator, owner=diak, form="support", speaks_sv=True, title_sv="Lugn", summary_sv="Vi är."
    )
    group = Group.objects.get(pk=group.pk)
    for code in ("fi", "sv", "en"):
        with translation.override(code):
            assert (group.title, group.text_language, group.rules_language) == ("Lugn", "sv", code)


def test_a_person_has_a_few_proposals_waiting_at_a_time(student, diak):
    for _time in range(MOST_OPEN_PROPOSALS):
        group = actions.propose_group(student, owner=diak, themes=["work"], **FACTS)
    assert (group.state, group.proposed_by) == (GroupState.PROPOSED, student)
    with pytest.raises(Refusal):
        actions.propose_group(student, owner=diak, **FACTS)
    actions.decline_proposal(student, group=group, reason="Ei nyt.")
    actions.propose_group(student, owner=diak, **FACTS)
    assert [action for action, _facts in told()] == ["propose_group"] * 2 + ["decline_proposal", "propose_group"]


def test_a_card_is_shown_to_all_and_taken_back_and_twice_is_once(moderator, diak):
    group = GroupFactory(owner=diak)
    for to_all in (True, True, False, False):
        actions.show_card(moderator, group=group, to_all=to_all)
        group.refresh_from_db()
        assert group.card_public is to_all
    assert [action for action, _facts in told()] == ["show_card", "hide_card"]


def test_an_edit_names_the_changed_fields_and_never_the_texts(moderator, diak):
    group = GroupFactory(owner=diak, title_fi="Uni", capacity=5, member_count=2)
    GroupThemeFactory(group=group, theme=Theme.WORK)
    edited = actions.update_group(
        moderator, group=group, version=1, themes=["sleep"], shared_with=[], title_fi="Unet", capacity=5
    )
    edited.refresh_from_db()
    assert (edited.title_fi, edited.version, edited.member_count) == ("Unet", 2, 2)
    assert list(edited.themes.values_list("theme", flat=True)) == ["sleep"]
    assert told() == [("update_group", {"fields": ["title_fi"]})]


def test_an_edit_of_an_older_version_changes_nothing(moderator, diak):
    group = GroupFactory(owner=diak, title_fi="Uni")
    actions.update_group(moderator, group=group, version=1, themes=[], shared_with=[], title_fi="Unet")
    with pytest.raises(actions.ChangedSinceError):
        actions.update_group(moderator, group=group, version=1, themes=[], shared_with=[], title_fi="Yö")
    group.refresh_from_db()
    assert (group.title_fi, group.version) == ("Unet", 2)


def test_places_do_not_go_under_the_members_there_are(moderator, diak):
    group = GroupFactory(owner=diak, capacity=10, member_count=4)
    with pytest.raises(Refusal) as refusal:
        actions.update_group(moderator, group=group, version=1, themes=[], shared_with=[], capacity=3)
    assert refusal.value.field == "capacity"
    for capacity in (4, None):
        group.refresh_from_db()
        actions.update_group(
            moderator, group=group, version=group.version, themes=[], shared_with=[], capacity=capacity
        )
    group.refresh_from_db()
    assert group.capacity is None


def test_a_group_opens_rests_closes_and_reopens_each_once(moderator, diak):
    group = GroupFactory(owner=diak, state=GroupState.DRAFT)
    moves = ("open", "open", "resting", "open", "closed", "closed", "open")
    seen = [actions.move_group(moderator, group=group, to=to).state for to in moves]
    assert seen == ["open", "open", "resting", "open", "closed", "closed", "open"]
    assert told() == [
        ("open_group", {"before": "draft"}),
        ("rest_group", {"before": "open"}),
        ("open_group", {"before": "resting"}),
        ("close_group", {"before": "open"}),
        ("open_group", {"before": "closed"}),
    ]


def test_a_proposal_is_declined_once_and_says_why_to_nobody_but_its_maker(moderator, student, stranger, diak):
    group = GroupFactory(owner=diak, state=GroupState.PROPOSED, proposed_by=student, audience=Audience.EVERYONE)
    for reason in ("Tällainen on jo.", "Toinen syy."):
        actions.decline_proposal(moderator, group=group, reason=reason)
    assert (group.state, group.reason) == (GroupState.DECLINED, "Tällainen on jo.")
    assert Group.objects.visible_to(student).filter(pk=group.pk).exists()
    assert not Group.objects.visible_to(stranger).filter(pk=group.pk).exists()
    assert told() == [("decline_proposal", {})]


def test_the_same_form_sent_twice_makes_one_group(coordinator, student, diak):
    once = uuid.uuid4()
    facts = {"owner": diak, "once": once, "title_fi": "Uni", "summary_fi": "Jutellaan.", "form": "support"}
    facts |= {"speaks_fi": True, "themes": ["sleep"]}
    first = actions.create_group(coordinator, **facts)
    assert actions.create_group(coordinator, **facts) == first
    proposed = actions.propose_group(student, **{**facts, "once": uuid.uuid4()})
    assert actions.propose_group(student, **{**facts, "once": proposed.public_id}) == proposed
    assert Group.objects.count() == 2
