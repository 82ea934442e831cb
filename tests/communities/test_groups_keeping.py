"""Pages of those who make, keep and host groups, and of students who propose one."""

import uuid
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from communities import actions
from communities.enums import GroupState, JoinPolicy, MemberState
from communities.models import Group, GroupInvite, Member
from communities.registry import DEFAULT_RULES
from tests.factories.communities import GroupFactory, MemberFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db

WRITTEN = {
    "title_fi": "Iltakävely",
    "summary_fi": "Kävellään yhdessä.",
    "rules_fi": "Ollaan ystävällisiä.",
    "rules_sv": DEFAULT_RULES["sv"],
    "form": "interest",
    "themes": ["loneliness"],
    "languages": ["fi", "sv"],
    "place": "online",
    "audience": "everyone",
    "join_policy": "open",
}


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def keeper(moderator):
    """A moderator with a second factor."""
    Authenticator.objects.create(user=moderator, type=Authenticator.Type.TOTP, data={})
    return moderator


@pytest.fixture
def kept(client, keeper):
    client.force_login(keeper)
    return client


def test_a_draft_is_made_and_opened(kept, keeper, diak):
    assert kept.get(url("group_new")).status_code == 200
    made = kept.post(url("group_new"), {**WRITTEN, "owner": diak.pk, "capacity": 8, "card_public": "on"})
    group = Group.objects.get()
    assert (made.status_code, made.headers["Location"]) == (303, url("group_page", group.slug))
    assert (group.state, group.capacity, group.card_public, group.languages) == ("draft", 8, True, ["fi", "sv"])
    assert (group.rules_fi, group.rules_sv) == ("Ollaan ystävällisiä.", "")
    assert kept.post(url("group_move", group.slug), {"to": "open"}).status_code == 303
    group.refresh_from_db()
    assert group.state == GroupState.OPEN


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_fi": "", "summary_fi": ""}, "title_fi"),
        ({"summary_fi": ""}, "summary_fi"),
        ({"title_sv": "Kväll"}, "summary_sv"),
        ({"rhythm_en": "Mondays"}, "title_en"),
        ({"title_fi": "x" * 10_000}, "title_fi"),
        ({"summary_fi": "a\u202eb"}, "summary_fi"),
        ({"form": "nonsense"}, "form"),
        ({"themes": []}, "themes"),
        ({"languages": []}, "languages"),
        ({"place": "campus"}, "city"),
        ({"audience": "chosen"}, "shared_with"),
        ({"audience": "chosen", "shared_with": [99999]}, "shared_with"),
        ({"capacity": "1"}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"owner": 99999}, "owner"),
    ],
)
def test_a_wrong_form_says_where_and_loses_nothing(kept, diak, wrong, field):
    answer = kept.post(
        url("group_new"), {**WRITTEN, "owner": diak.pk, "city": "", **wrong}, query_params={"lang": "fi"}
    )
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Ollaan ystävällisiä." in answer.content.decode()
    assert Group.objects.count() == 0


def test_a_group_is_made_for_ones_own_institution_only(kept, kamk):
    answer = kept.post(url("group_new"), {**WRITTEN, "owner": kamk.pk})
    assert (answer.status_code, Group.objects.count()) == (422, 0)


def test_an_ended_partner_has_no_page_for_new_groups(kept, diak):
    diak.partner_until = date(2020, 1, 1)
    diak.save()
    assert kept.get(url("group_new")).status_code == 403


def test_chosen_institutions_are_kept_only_while_they_are_chosen(kept, diak, kamk):
    chosen = {**WRITTEN, "owner": diak.pk, "audience": "chosen", "shared_with": [kamk.pk]}
    kept.post(url("group_new"), chosen)
    group = Group.objects.get()
    assert (group.audience, list(group.shared_with.all())) == (Audience.CHOSEN, [kamk])
    kept.post(url("group_edit", group.slug), {**chosen, "audience": "own", "version": 1})
    group.refresh_from_db()
    assert (group.audience, list(group.shared_with.all())) == (Audience.OWN, [])


def test_two_editors_lose_nothing(kept, keeper, diak):
    group = GroupFactory(owner=diak, slug="ilta", title_fi="Ilta", form="interest")
    assert kept.get(url("group_edit", "ilta")).context["form"]["version"].value() == 1
    first = kept.post(url("group_edit", "ilta"), {**WRITTEN, "title_fi": "Ensimmäinen", "version": 1})
    second = kept.post(url("group_edit", "ilta"), {**WRITTEN, "title_fi": "Toinen", "version": 1})
    assert (first.status_code, second.status_code) == (303, 422)
    page = second.content.decode()
    assert [row["saved"] for row in second.context["conflict"]] == ["Ensimmäinen"]
    assert 'value="Toinen"' in page
    assert second.context["form"]["version"].value() == 2
    third = kept.post(url("group_edit", "ilta"), {**WRITTEN, "title_fi": "Toinen", "version": 2})
    group.refresh_from_db()
    assert (third.status_code, group.title_fi, group.version) == (303, "Toinen", 3)


def test_the_same_edit_sent_twice_is_one_edit(kept, diak):
    group = GroupFactory(owner=diak, slug="ilta")
    answers = [kept.post(url("group_edit", "ilta"), {**WRITTEN, "version": 1}).status_code for _time in range(2)]
    group.refresh_from_db()
    assert (answers, group.version) == ([303, 303], 2)


def test_an_edit_shows_a_refusal_on_its_field(kept, diak):
    GroupFactory(owner=diak, slug="ilta", capacity=9, member_count=5)
    answer = kept.post(url("group_edit", "ilta"), {**WRITTEN, "capacity": 3, "version": 1})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])


def test_a_group_moves_only_along_its_life(kept, diak):
    GroupFactory(owner=diak, slug="ilta", state=GroupState.DRAFT)
    move = url("group_move", "ilta")
    assert [kept.post(move, {"to": to}).status_code for to in ("nonsense", "resting", "open", "open", "closed")] == [
        404,
        403,
        303,
        303,
        303,
    ]


def test_a_student_proposes_and_a_keeper_declines_with_a_reason(client, keeper, student, diak):
    client.force_login(student)
    assert client.get(url("group_propose")).status_code == 200
    sent = client.post(
        url("group_propose"),
        {**WRITTEN, "title": "Yökyöpelit", "summary": "Hiljaa yhdessä.", "owner": diak.pk},
        query_params={"lang": "fi"},
    )
    group = Group.objects.get()
    assert (sent.status_code, group.state, group.rules_fi) == (303, GroupState.PROPOSED, DEFAULT_RULES["fi"])
    client.force_login(keeper)
    assert group.slug in client.get(url("group_kept")).content.decode()
    assert client.post(url("proposal_decline", group.slug), {"reason": ""}).status_code == 422
    assert client.post(url("proposal_decline", group.slug), {"reason": "Tällainen on jo."}).status_code == 303
    assert client.post(url("proposal_decline", group.slug), {"reason": "Taas."}).status_code == 403
    client.force_login(student)
    assert "Tällainen on jo." in client.get(url("group_page", group.slug)).content.decode()


def test_a_proposal_is_accepted_by_opening_it(kept, student, diak):
    group = GroupFactory(owner=diak, slug="ilta", state=GroupState.PROPOSED, proposed_by=student)
    kept.post(url("group_edit", "ilta"), {**WRITTEN, "version": 1})
    kept.post(url("group_move", "ilta"), {"to": "open"})
    group.refresh_from_db()
    assert (group.state, group.title_fi) == (GroupState.OPEN, "Iltakävely")


def test_more_proposals_than_may_wait_are_refused_and_keep_the_text(client, student, diak):
    GroupFactory.create_batch(2, owner=diak, state=GroupState.PROPOSED, proposed_by=student)
    client.force_login(student)
    answer = client.post(url("group_propose"), {**WRITTEN, "title": "Yö", "summary": "Hiljaa.", "owner": diak.pk})
    assert answer.status_code == 422
    assert 'value="Yö"' in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_kept_groups_cost_the_same_for_one_and_three(kept, diak, rows, django_assert_num_queries):
    for _row in range(rows):
        MemberFactory(group=GroupFactory(owner=diak), state=MemberState.REQUESTED)
    with django_assert_num_queries(6):
        assert len(kept.get(url("group_kept")).context["page"]) == rows


def test_what_waits_comes_first_among_the_kept(kept, diak):
    for slug, state in (("c", "closed"), ("o", "open"), ("d", "draft"), ("p", "proposed"), ("r", "open")):
        GroupFactory(owner=diak, slug=slug, state=state)
    MemberFactory(group=Group.objects.get(slug="r"), state=MemberState.REQUESTED)
    assert [group.slug for group in kept.get(url("group_kept")).context["page"]] == ["p", "r", "d", "o", "c"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_members_cost_the_same_for_one_and_three(kept, diak, rows, django_assert_num_queries):
    group = GroupFactory(owner=diak, slug="uni")
    MemberFactory.create_batch(rows, group=group)
    with django_assert_num_queries(9):
        assert len(kept.get(url("member_list", "uni")).context["page"]) == rows


def test_a_student_who_hosts_answers_requests_and_never_sees_who_it_is(client, student, peer, diak):
    group = GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.REQUEST, member_count=1)
    MemberFactory(group=group, user=student, is_host=True)
    asker = actions.ask_to_join(peer, group=group, pseudonym="Tyyni lampi", note="Torstai sopii.")
    client.force_login(student)
    page = client.get(url("member_list", "uni")).content.decode()
    assert "Torstai sopii." in page
    assert not any(word in page for word in (peer.email, peer.name))
    assert client.post(url("request_accept", "uni", asker.public_id)).status_code == 303
    assert client.get(url("request_decline", "uni", asker.public_id)).status_code == 403
    asker.refresh_from_db()
    assert asker.state == MemberState.ACTIVE


def test_accepting_into_a_full_group_says_why_not(kept, peer, diak):
    group = GroupFactory(owner=diak, slug="uni", capacity=2, member_count=2)
    asker = actions.ask_to_join(peer, group=group, pseudonym="Tyyni lampi")
    kept.post(url("request_accept", "uni", asker.public_id))
    asker.refresh_from_db()
    assert asker.state == MemberState.REQUESTED


def test_a_request_is_declined_with_a_reason(kept, peer, diak):
    asker = actions.ask_to_join(peer, group=GroupFactory(owner=diak, slug="uni"), pseudonym="Tyyni lampi")
    decline = url("request_decline", "uni", asker.public_id)
    assert [kept.post(decline, {"reason": reason}).status_code for reason in ("", "Syksyllä.")] == [422, 303]
    asker.refresh_from_db()
    assert (asker.state, asker.reason) == (MemberState.DECLINED, "Syksyllä.")


def test_a_member_is_removed_and_let_back(kept, peer, diak):
    member = actions.join_group(peer, group=GroupFactory(owner=diak, slug="uni"), pseudonym="Tyyni lampi")
    remove = url("member_remove", "uni", member.public_id)
    assert [kept.post(remove, {"reason": reason}).status_code for reason in ("", "Rikoit.", "Rikoit.")] == [
        422,
        303,
        303,
    ]
    assert kept.get(remove).status_code == 403
    assert kept.post(url("member_back", "uni", member.public_id)).status_code == 303
    member.refresh_from_db()
    assert member.state == MemberState.LEFT


def test_hosts_are_chosen_by_keepers_not_by_hosts(client, keeper, student, peer, diak):
    group = GroupFactory(owner=diak, slug="uni")
    MemberFactory(group=group, user=student, is_host=True)
    member = MemberFactory(group=group, user=peer)
    host = url("member_host", "uni", member.public_id)
    client.force_login(student)
    assert client.post(host, {"host": "1"}).status_code == 403
    client.force_login(keeper)
    for value, expected in (("1", True), ("", False)):
        assert client.post(host, {"host": value}).status_code == 303
        member.refresh_from_db()
        assert member.is_host is expected


def test_a_member_of_another_group_is_not_found(kept, diak):
    GroupFactory(owner=diak, slug="uni")
    other = MemberFactory(group=GroupFactory(owner=diak))
    for name in ("request_accept", "member_remove", "member_back", "member_host"):
        assert kept.post(url(name, "uni", other.public_id), {"reason": "x"}).status_code == 404
    assert kept.post(url("invite_end", "uni", uuid.uuid4())).status_code == 404


def test_an_invitation_is_shown_once_and_leads_in(client, keeper, student, diak):
    GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.INVITATION)
    client.force_login(keeper)
    once = client.get(url("member_list", "uni")).context["form"]["once"].value()
    made = client.post(url("invite_make", "uni"), {"days": 7, "uses": 1, "once": once})
    link = made.context["link"]
    assert made.status_code == 200
    assert client.post(url("invite_make", "uni"), {"days": 7, "uses": 1, "once": once}).context["link"] == link
    assert link.rstrip("/").rpartition("/")[2] not in client.get(url("member_list", "uni")).content.decode()
    client.force_login(student)
    assert client.get(link).status_code == 200
    assert client.post(link, {"pseudonym": "Vaalea kivi", "accept": "on"}).status_code == 303
    assert client.get(link).status_code == 404
    assert Member.objects.get(user=student).state == MemberState.ACTIVE


def test_a_member_who_opens_a_link_is_already_inside(client, keeper, student, diak):
    group = GroupFactory(owner=diak, slug="uni")
    MemberFactory(group=group, user=student)
    _invite, secret = actions.make_invite(keeper, group=group, once=uuid.uuid4(), days=1, uses=1)
    client.force_login(student)
    assert client.get(url("invite_open", secret)).headers["Location"] == url("group_page", "uni")


@pytest.mark.parametrize("case", ["wrong", "removed", "closed", "outside"])
def test_a_link_that_does_not_work_is_the_same_for_all(client, keeper, student, stranger, diak, case):
    group = GroupFactory(owner=diak, slug="uni", title_fi="Salainen", audience=Audience.OWN)
    _invite, secret = actions.make_invite(keeper, group=group, once=uuid.uuid4(), days=1, uses=1)
    if case == "removed":
        MemberFactory(group=group, user=student, state=MemberState.REMOVED)
    if case == "closed":
        Group.objects.filter(pk=group.pk).update(state=GroupState.CLOSED)
    client.force_login(stranger if case == "outside" else student)
    answer = client.get(url("invite_open", "wrong" if case == "wrong" else secret))
    assert answer.status_code == 404
    assert next(template.name for template in answer.templates) == "communities/invite_gone.html"
    assert "Salainen" not in answer.content.decode()


def test_an_ended_invitation_and_a_wrong_form(kept, keeper, diak):
    group = GroupFactory(owner=diak, slug="uni")
    _invite, secret = actions.make_invite(keeper, group=group, once=uuid.uuid4(), days=1, uses=1)
    assert kept.post(url("invite_end", "uni", GroupInvite.objects.get().public_id)).status_code == 303
    assert kept.get(url("invite_open", secret)).status_code == 404
    for wrong in ({"days": 7, "uses": 0}, {"days": 999, "uses": 1}):
        assert kept.post(url("invite_make", "uni"), {**wrong, "once": uuid.uuid4()}).status_code == 422


def test_too_many_open_invitations_are_refused_with_a_sentence(kept, keeper, diak):
    group = GroupFactory(owner=diak, slug="uni")
    for _time in range(10):
        actions.make_invite(keeper, group=group, once=uuid.uuid4(), days=1, uses=1)
    answer = kept.post(url("invite_make", "uni"), {"days": 7, "uses": 1, "once": uuid.uuid4()})
    assert (answer.status_code, bool(answer.context["form"].non_field_errors())) == (422, True)
