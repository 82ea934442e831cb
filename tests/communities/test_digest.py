"""What the digest tells of peer groups, and to whom."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from communities import notices, queries
from communities.enums import Form, GroupState, JoinPolicy
from communities.models import Group
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory, ThreadReadFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from wellbeing_portal.institutions.enums import Audience, Role
from wellbeing_portal.institutions.models import is_for, standing_of, standings_of
from wellbeing_portal.kernel.voice import Reader
from wellbeing_portal.notifications.models import Mute

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = datetime.timedelta(days=7)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def told(section, *users, since=NOW - WEEK):
    for user in users:
        user.language = "en"
    gathered = section().gather([Reader(user, since) for user in users])
    return {pk: section().facts(row) for pk, row in gathered.items()}


def member_of(user, group, **columns):
    return MemberFactory(user=user, group=group, **{"all_read_at": NOW - 9 * WEEK, **columns})


def talk(group, posts=3, **columns):
    """A conversation of yesterday by somebody else: its first post and replies."""
    thread = ThreadFactory(author=MemberFactory(group=group), last_post_at=NOW, **columns)
    for _number in range(posts):
        PostFactory(thread=thread, created_at=NOW - datetime.timedelta(days=1))
    return thread


def lively(owner, **columns):
    texts = {"title_en": f"Group {Group.objects.count()}", "speaks_en": True, "form": Form.INTEREST}
    return GroupFactory(owner=owner, **{**texts, **columns})


def test_news_are_counted_by_group_and_support_groups_have_no_name(diak, student, peer):
    coffee, sleep, mood = lively(diak, title_en="Coffee"), *(lively(diak, form=Form.SUPPORT) for _time in range(2))
    for group in (coffee, sleep, mood):
        member_of(student, group)
        talk(group)
    talk(sleep, posts=1)
    found = told(notices.GroupNews, student, peer)
    coffee_said = {
        "group": "Coffee",
        "link": f"/communities/{coffee.slug}/",
        "counted": "1 new conversation, 2 new replies",
    }
    rest = "3 new conversations, 4 new replies"
    assert found == {student.pk: {"groups": [coffee_said], "rest": rest, "home": "/"}}


def test_the_liveliest_groups_are_named_and_the_rest_told_together(diak, student):
    for posts in range(1, 8):
        group = lively(diak, title_en=f"With {posts}")
        member_of(student, group)
        talk(group, posts=posts)
    found = told(notices.GroupNews, student)[student.pk]
    assert [one["group"] for one in found["groups"]] == ["With 7", "With 6", "With 5", "With 4", "With 3"]
    assert found["rest"] == "2 new conversations, 1 new reply"


def test_nothing_is_news_that_was_told_read_ones_own_or_is_gone(diak, student):
    group = lively(diak)
    me = member_of(student, group)
    old = talk(group)
    old.posts.update(created_at=NOW - 2 * WEEK)
    ThreadReadFactory(thread=talk(group), member=me, position=3)
    talk(group, hidden_at=NOW)
    talk(group).posts.update(hidden_at=NOW)
    talk(group).posts.update(deleted_at=NOW, body="", body_html="")
    PostFactory(thread=ThreadFactory(author=me, last_post_at=NOW))
    assert told(notices.GroupNews, student) == {}
    ThreadReadFactory(thread=talk(group), member=me, position=1)
    assert told(notices.GroupNews, student)[student.pk]["groups"][0]["counted"] == "2 new replies"


def test_nothing_is_told_of_a_group_that_was_left_silenced_or_closed_nor_from_before_one_came(diak, student):
    for columns in ({"state": "left"}, {"state": "requested"}, {"all_read_at": NOW}):
        group = lively(diak)
        member_of(student, group, **columns)
        talk(group)
    for group in (silent := lively(diak), lively(diak, state=GroupState.CLOSED)):
        member_of(student, group)
        talk(group)
    Mute.objects.create(recipient=student, key=silent.mute_key)
    assert told(notices.GroupNews, student) == {}


def test_each_reader_is_told_from_their_own_moment(diak, student, peer):
    group = lively(diak)
    for user in (student, peer):
        member_of(user, group)
    talk(group)
    readers = [Reader(student, NOW - WEEK), Reader(peer, NOW)]
    assert list(notices.GroupNews().gather(readers)) == [student.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_sections_cost_the_same_for_one_reader_and_for_three(diak, count, django_assert_num_queries):
    users = [MembershipFactory(institution=diak).user for _number in range(count)]
    for user in users:
        group = lively(diak)
        member_of(user, group)
        talk(group)
    lively(diak, audience=Audience.CHOSEN).shared_with.add(diak)
    with django_assert_num_queries(6):
        assert len(told(notices.GroupNews, *users)) == count
    with django_assert_num_queries(4):
        assert len(told(notices.GroupSuggestion, *users)) == count


# --- one group that may fit


def test_a_lively_open_group_with_room_is_suggested(diak, student, staff):
    group = lively(diak, title_en="Coffee")
    assert told(notices.GroupSuggestion, student, staff) == {
        student.pk: {"group": "Coffee", "link": f"/communities/{group.slug}/"}
    }


@pytest.mark.parametrize(
    "columns",
    [
        {"form": Form.SUPPORT},
        {"state": GroupState.RESTING},
        {"join_policy": JoinPolicy.INVITATION},
        {"speaks_en": False, "speaks_fi": True},
        {"capacity": 2, "member_count": 2},
    ],
)
def test_what_is_private_full_shut_or_in_another_language_is_not_suggested(diak, student, columns):
    lively(diak, **columns)
    assert told(notices.GroupSuggestion, student) == {}


def test_a_group_one_has_been_in_is_not_suggested_and_each_week_brings_another(diak, student):
    MemberFactory(user=student, group=lively(diak), state="left")
    groups = [lively(diak) for _number in range(3)]
    turns = [queries.suggestions_for({student.pk: "en"}, turn=turn)[student.pk] for turn in range(3)]
    assert set(turns) == set(groups)


def test_nobody_who_belongs_nowhere_is_suggested_anything(diak, student):
    lively(diak, audience=Audience.EVERYONE)
    student.memberships.update(ended_at=NOW)
    assert told(notices.GroupSuggestion, student) == {}


def test_a_suggestion_is_never_more_than_its_reader_may_see(diak, kamk, student, stranger):
    """The formula in Python says the same as the one in the database, for everybody and every audience."""
    union = InstitutionFactory(slug="odiako", serves=diak)
    ended = InstitutionFactory(slug="ended", partner_until=datetime.date(2022, 1, 1))
    gone = MembershipFactory(institution=ended).user
    MembershipFactory(user=stranger, institution=union, role=Role.MODERATOR)
    for owner in (diak, kamk, union, ended):
        for audience in Audience:
            lively(owner, audience=audience).shared_with.set([diak] if owner == kamk else [])
    everybody = get_user_model().objects.all()
    standings = standings_of([user.pk for user in everybody])
    for user in (student, stranger, gone):
        assert standings[user.pk] == standing_of(user)
        seen = set(Group.objects.visible_to(user).filter(form=Form.INTEREST))
        kept = {group for group in Group.objects.all() if standing_of(user).has_role("moderator", at=group.owner_id)}
        may = {
            group
            for group in Group.objects.all()
            if is_for(group, standings[user.pk], {place.pk for place in group.shared_with.all()})
        }
        assert may == seen - (kept - may)


def test_a_person_can_silence_the_groups_they_are_in(diak, student, peer):
    group, other = lively(diak, title_en="Coffee"), lively(diak)
    MemberFactory(user=student, group=group)
    ids = [group.public_id, other.public_id]
    assert [thing.title for thing in notices.groups_of(student, ids).values()] == ["Coffee"]
    assert notices.groups_of(peer, ids) == {}


def test_requests_concern_those_who_look_after_groups(diak, student, peer, moderator):
    MemberFactory(user=peer, group=lively(diak), is_host=True)
    kind = notices.RequestWaiting()
    assert [kind.concerns(user) for user in (student, peer, moderator)] == [False, True, True]
