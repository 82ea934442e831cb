"""Pages of peer groups: find one, come in, and go."""

import pytest
from django.urls import reverse

from communities import actions
from communities.enums import Form, GroupState, JoinPolicy, MemberState, Theme
from communities.models import Member
from tests.factories.communities import GroupFactory, GroupThemeFactory, MemberFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db

ACCEPTED = {"pseudonym": "Vaalea kivi", "accept": "on"}


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


def titles(client, **asked):
    """Slugs of the groups on the list, in order."""
    return [group.slug for group in client.get(url("group_list"), asked).context["page"]]


def test_signed_out_people_see_public_cards_and_count_nothing_else(client, diak):
    GroupFactory(owner=diak, title_fi="Uni ja illat", card_public=True)
    GroupFactory(owner=diak, title_fi="Vain omille")
    answer = client.get(url("group_list"), {"lang": "en"})
    page = answer.content.decode()
    assert "Uni ja illat" in page
    assert "Vain omille" not in page
    assert answer.context["page"].paginator.count == 1


def test_the_list_is_narrowed_by_what_is_chosen(client, student, diak, kamk):
    client.force_login(student)
    made = {
        "sleep": GroupFactory(owner=diak, slug="sleep"),
        "walk": GroupFactory(owner=kamk, slug="walk", form=Form.INTEREST, speaks_sv=True, summary_sv="Vi går ut"),
        "full": GroupFactory(owner=diak, slug="full", capacity=2, member_count=2),
    }
    GroupThemeFactory(group=made["sleep"], theme=Theme.SLEEP)
    assert titles(client, theme="sleep") == ["sleep"]
    assert titles(client, form="interest") == ["walk"]
    assert titles(client, language="sv") == ["walk"]
    assert titles(client, host="kamk") == ["walk"]
    assert titles(client, q="går") == ["walk"]
    assert titles(client, q="nothing like it") == []
    assert titles(client, form="support", host="diak", room="1") == ["sleep"]


@pytest.mark.parametrize("name", ["theme", "form", "language", "host", "sort", "room", "q", "page"])
@pytest.mark.parametrize("value", ["nonsense", "\x00", "' or 1=1", "9" * 3000, "-1", "٣", "\u202e"])
def test_nonsense_in_the_address_is_no_error(client, student, diak, name, value):
    GroupFactory(owner=diak)
    client.force_login(student)
    answer = client.get(url("group_list"), {name: value})
    assert answer.status_code == 200
    assert len(answer.context["page"]) == (0 if name == "q" and value.isprintable() else 1)


def test_room_for_me_leaves_out_what_i_cannot_join(client, student, diak):
    GroupFactory(owner=diak, slug="free")
    GroupFactory(owner=diak, slug="asks", join_policy=JoinPolicy.REQUEST, capacity=3, member_count=1)
    GroupFactory(owner=diak, slug="full", capacity=2, member_count=2)
    GroupFactory(owner=diak, slug="rests", state=GroupState.RESTING)
    GroupFactory(owner=diak, slug="invites", join_policy=JoinPolicy.INVITATION)
    MemberFactory(user=student, group=GroupFactory(owner=diak, slug="mine"))
    assert len(titles(client)) == 0
    client.force_login(student)
    assert sorted(titles(client, room="1")) == ["asks", "free"]


def test_the_order_is_lively_new_or_roomy_with_resting_groups_last(client, student, diak):
    client.force_login(student)
    GroupFactory(owner=diak, slug="a", capacity=9, last_post_at="2026-01-02T00:00Z", created_at="2026-01-01T00:00Z")
    GroupFactory(owner=diak, slug="b", capacity=3, last_post_at="2026-01-03T00:00Z", created_at="2026-01-02T00:00Z")
    GroupFactory(owner=diak, slug="c", created_at="2026-01-03T00:00Z")
    GroupFactory(owner=diak, slug="d", state=GroupState.RESTING, last_post_at="2026-01-09T00:00Z")
    assert titles(client) == ["b", "a", "c", "d"]
    assert titles(client, sort="newest") == ["c", "b", "a", "d"]
    assert titles(client, sort="room") == ["c", "a", "b", "d"]


def test_drafts_proposals_and_closed_groups_are_in_nobodys_list(client, moderator, diak):
    for state in (GroupState.DRAFT, GroupState.PROPOSED, GroupState.DECLINED, GroupState.CLOSED):
        GroupFactory(owner=diak, state=state)
    client.force_login(moderator)
    assert titles(client) == []


def test_htmx_gets_the_part_that_the_page_holds(client, student, diak):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    page = client.get(url("group_list"), {"form": "support"})
    part = client.get(url("group_list"), {"form": "support"}, headers={"HX-Request": "true"})
    assert "HX-Request" in part.headers["Vary"]
    assert "<html" not in part.content.decode()
    assert part.content.decode().strip() in page.content.decode()


def test_a_text_in_another_language_says_so(client, student, diak):
    GroupFactory(owner=diak, slug="uni", title_fi="Uni")
    client.force_login(student)
    page = client.get(url("group_page", "uni"), {"lang": "en"}).content.decode()
    assert "The description is in Finnish." in page
    assert '<h1 lang="fi">Uni</h1>' in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("signed_in", "queries"), [(True, 6), (False, 3)])
def test_the_list_costs_the_same_for_one_and_three_groups(
    client, student, diak, rows, signed_in, queries, django_assert_num_queries
):
    for _row in range(rows):
        group = GroupFactory(owner=diak, card_public=True)
        GroupThemeFactory(group=group)
        MemberFactory(group=group, user=student)
    if signed_in:
        client.force_login(student)
    with django_assert_num_queries(queries):
        assert len(client.get(url("group_list")).context["page"]) == rows


def test_the_journey_from_list_to_post_and_out_again(client, student, diak):
    group = GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    assert client.get(url("group_join", "uni")).status_code == 200
    joined = client.post(url("group_join", "uni"), ACCEPTED)
    assert (joined.status_code, joined.headers["Location"]) == (303, url("group_page", "uni"))
    started = client.post(url("thread_new", "uni"), {"title": "Hei", "body": "Moi <script>alert(1)</script>"})
    page = client.get(started.headers["Location"]).content.decode()
    assert "Vaalea kivi" in page
    assert "<script>alert" not in page
    assert student.email not in page
    left = client.post(url("group_leave", "uni"))
    group.refresh_from_db()
    assert (left.status_code, group.member_count) == (303, 0)


def test_signed_out_join_goes_to_sign_in_and_comes_back(client, diak):
    GroupFactory(owner=diak, slug="uni", card_public=True)
    page = client.get(url("group_page", "uni")).content.decode()
    assert url("group_join", "uni") in page
    answer = client.get(url("group_join", "uni"))
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={url('group_join', 'uni')}"


def test_joining_without_the_rules_keeps_what_was_typed(client, student, diak):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    answer = client.post(url("group_join", "uni"), {"pseudonym": "Vaalea kivi"})
    assert answer.status_code == 422
    assert 'value="Vaalea kivi"' in answer.content.decode()


def test_a_taken_pseudonym_is_said_on_its_field(client, student, peer, diak):
    group = GroupFactory(owner=diak, slug="uni")
    actions.join_group(peer, group=group, pseudonym="Vaalea kivi")
    client.force_login(student)
    answer = client.post(url("group_join", "uni"), ACCEPTED)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["pseudonym"]


def test_each_visit_suggests_another_free_pseudonym(client, student, diak):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    seen = {client.get(url("group_join", "uni"), {"another": 1}).context["form"]["pseudonym"].value() for _ in range(6)}
    assert len(seen) > 1
    assert "" not in seen


@pytest.mark.parametrize("value", ["x" * 10_000, "Vaalea\x00kivi", "Vaalea\u202ekivi", "ab", "Vaalea\nkivi"])
def test_a_pseudonym_is_one_short_plain_line(client, student, diak, value):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    answer = client.post(url("group_join", "uni"), {"pseudonym": value, "accept": "on"})
    assert answer.status_code == 422
    assert Member.objects.count() == 0


def test_somebody_who_left_comes_back_without_choosing_a_name(client, student, diak):
    group = GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.REQUEST)
    MemberFactory(group=group, user=student, state=MemberState.LEFT, pseudonym="Vaalea kivi")
    client.force_login(student)
    page = client.get(url("group_join", "uni"))
    assert list(page.context["form"].fields) == ["accept"]
    assert client.post(url("group_join", "uni"), {"accept": "on"}).status_code == 303
    assert Member.objects.get().state == MemberState.ACTIVE


def test_a_request_waits_is_seen_and_is_taken_back(client, student, diak):
    GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.REQUEST)
    client.force_login(student)
    client.post(url("group_join", "uni"), {**ACCEPTED, "note": "Torstai sopii."})
    member = Member.objects.get()
    assert (member.state, member.request_note) == (MemberState.REQUESTED, "Torstai sopii.")
    page = client.get(url("group_page", "uni")).content.decode()
    assert url("request_withdraw", "uni") in page
    assert client.get(url("group_join", "uni")).status_code == 303
    assert client.post(url("request_withdraw", "uni")).status_code == 303
    assert Member.objects.count() == 0


@pytest.mark.parametrize("state", [MemberState.DECLINED, MemberState.REMOVED])
def test_a_no_is_shown_with_its_reason_and_the_door_stays_shut(client, student, diak, state):
    group = GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.REQUEST)
    MemberFactory(group=group, user=student, state=state, reason="Ryhmä alkaa vasta syksyllä.")
    client.force_login(student)
    assert "Ryhmä alkaa vasta syksyllä." in client.get(url("group_page", "uni")).content.decode()
    assert client.get(url("group_join", "uni")).status_code == 403


@pytest.mark.parametrize(
    "facts",
    [
        {"capacity": 2, "member_count": 2},
        {"join_policy": JoinPolicy.INVITATION},
        {"state": GroupState.RESTING},
        {"state": GroupState.CLOSED},
    ],
)
def test_who_cannot_join_reads_why_and_where_else_to_go(client, student, diak, facts):
    GroupFactory(owner=diak, slug="uni", **facts)
    client.force_login(student)
    page = client.get(url("group_page", "uni")).content.decode()
    assert url("group_join", "uni") not in page
    assert f"{url('group_list')}?room=1" in page
    assert client.post(url("group_join", "uni"), ACCEPTED).status_code == 403


def test_a_keeper_may_join_as_host_and_a_student_may_not(client, moderator, student, diak):
    GroupFactory(owner=diak, slug="uni", join_policy=JoinPolicy.INVITATION)
    moderator.emailaddress_set.all().delete()
    client.force_login(moderator)
    assert client.post(url("group_join", "uni"), {**ACCEPTED, "as_host": "on"}).status_code == 303
    GroupFactory(owner=diak, slug="toinen")
    client.force_login(student)
    client.post(url("group_join", "toinen"), {**ACCEPTED, "as_host": "on"})
    assert dict(Member.objects.values_list("user", "is_host")) == {moderator.pk: True, student.pk: False}


def test_a_pseudonym_is_changed_once(client, student, peer, diak):
    group = GroupFactory(owner=diak, slug="uni")
    actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    actions.join_group(peer, group=group, pseudonym="Tyyni lampi")
    client.force_login(student)
    assert client.get(url("pseudonym_change", "uni")).status_code == 200
    taken = client.post(url("pseudonym_change", "uni"), {"pseudonym": "tyyni LAMPI"})
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["pseudonym"])
    assert client.post(url("pseudonym_change", "uni"), {"pseudonym": "Kirkas majakka"}).status_code == 303
    assert client.get(url("pseudonym_change", "uni")).status_code == 403


def test_members_meet_pseudonyms_only_and_nobody_is_told_who_came(client, student, peer, diak):
    group = GroupFactory(owner=diak, slug="uni", audience=Audience.EVERYONE)
    for user, name in ((student, "Vaalea kivi"), (peer, "Tyyni lampi")):
        actions.join_group(user, group=group, pseudonym=name)
    client.force_login(student)
    page = client.get(url("group_page", "uni")).content.decode()
    assert "Vaalea kivi" in page
    assert "Tyyni lampi" not in page
    assert not any(word in page for word in (peer.email, peer.name))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_group_page_costs_the_same_for_one_and_three_members(client, student, diak, rows, django_assert_num_queries):
    group = GroupFactory(owner=diak, slug="uni")
    MemberFactory(group=group, user=student)
    MemberFactory.create_batch(rows, group=group)
    client.force_login(student)
    with django_assert_num_queries(10):
        assert client.get(url("group_page", "uni")).status_code == 200


def test_the_page_names_the_institutions_a_group_is_for(client, student, diak, kamk):
    GroupFactory(owner=diak, slug="uni", audience=Audience.CHOSEN).shared_with.add(kamk)
    client.force_login(student)
    assert f"{diak.short_name}, {kamk.short_name}" in client.get(url("group_page", "uni")).content.decode()


def test_leaving_and_withdrawing_where_one_is_not_changes_nothing(client, student, diak):
    group = GroupFactory(owner=diak, slug="uni", member_count=1)
    client.force_login(student)
    for name in ("group_leave", "request_withdraw"):
        assert client.post(url(name, "uni")).status_code == 303
    group.refresh_from_db()
    assert group.member_count == 1


def test_a_theme_keeps_the_other_choices(client, student, diak):
    client.force_login(student)
    page = client.get(url("group_list"), {"theme": "sleep", "q": "a&b", "room": "1", "sort": "newest"})
    assert 'href="?theme=mood&amp;q=a%26b&amp;room=1&amp;sort=newest"' in page.content.decode()


def test_a_card_says_what_is_so_now(client, student, diak):
    group = GroupFactory(owner=diak, title_fi="Uni", capacity=9)
    client.force_login(student)
    said = []
    for facts in ({}, {"title_fi": "Unet"}, {"member_count": 9}, {"state": GroupState.RESTING}):
        type(group).objects.filter(pk=group.pk).update(**facts)
        said.append(client.get(url("group_list"), {"lang": "en"}).content.decode())
    assert [("Unet" in page, "full right now" in page, "resting" in page) for page in said] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    MemberFactory(group=group, user=student)
    assert "You are a member" in client.get(url("group_list"), {"lang": "en"}).content.decode()
