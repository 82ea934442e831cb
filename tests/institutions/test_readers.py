"""A query prepared for readers shows each of them what the wall itself shows, and never another's rows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator

from communities.enums import GroupState
from communities.models import Group
from tests.factories.communities import GroupFactory, MemberFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Audience, Kind, Role
from wellbeing_portal.institutions.models import ReaderQuery, ReaderRows

pytestmark = pytest.mark.django_db


def seen_by(user, *, not_called="no such slug"):
    return Group.objects.visible_to(user).exclude(slug=not_called).order_by("pk")


@pytest.fixture
def people(student, peer, stranger, moderator, coordinator, diak, kamk):
    both, union = User.objects.create_user("both@diak.example"), InstitutionFactory(kind=Kind.STUDENT_UNION)
    union.serves = kamk
    union.save()
    MembershipFactory(user=both, institution=diak, role=Role.STUDENT)
    MembershipFactory(user=both, institution=kamk, role=Role.MODERATOR)
    for owner in (diak, kamk, union):
        for audience in (Audience.OWN, Audience.EVERYONE, Audience.CHOSEN):
            for state in (GroupState.OPEN, GroupState.CLOSED, GroupState.PROPOSED):
                group = GroupFactory(owner=owner, audience=audience, state=state, proposed_by=peer)
                if audience == Audience.CHOSEN:
                    group.shared_with.add(diak if owner == union else union)
    MemberFactory(user=student, group=Group.objects.filter(owner=kamk, state=GroupState.PROPOSED).first())
    return [student, peer, stranger, moderator, coordinator, both, AnonymousUser()]


def test_each_reader_sees_what_the_wall_shows_them(people, django_assert_num_queries):
    query, told_apart = ReaderQuery(seen_by, not_called=str), set()
    for _turn in range(2):
        for user in people:
            right = list(seen_by(user))
            rows = ReaderRows(query, user, not_called="no such slug")
            with django_assert_num_queries(2):
                assert (rows[0:99], rows.count()) == (right, len(right))
            told_apart.add(tuple(right))
    # The moderator and the coordinator of one place see the same groups.
    assert len(told_apart) == len(people) - 1
    first = told_apart.pop()[0]
    assert all(first not in query.rows(user, not_called=first.slug) for user in people)


def test_readers_of_one_kind_share_one_query_and_readers_of_another_do_not(people):
    query = ReaderQuery(seen_by, not_called=str)
    for user in people:
        query.rows(user, not_called="")
    # Student and peer of one place are told apart by their ids only; the stranger's place has a union.
    assert query.prepared_for.cache_info().currsize == len(people) - 2


def test_a_query_may_ask_a_reader_for_nothing_but_id_and_standing(student):
    query = ReaderQuery(lambda user: Group.objects.visible_to(user).filter(slug=user.email))
    with pytest.raises(User.DoesNotExist):
        query.rows(student)


def test_no_rows_are_not_asked_for(student, django_assert_num_queries):
    rows = ReaderRows(ReaderQuery(seen_by), student)
    student_page = Paginator(rows, 20).get_page(7)
    with django_assert_num_queries(0):
        assert (student_page.paginator.count, list(student_page)) == (0, [])


def test_rows_may_be_given_a_shape(people):
    rows = ReaderRows(ReaderQuery(seen_by), people[0], shape=lambda group: group.slug)
    assert rows[1:3] == [group.slug for group in seen_by(people[0])[1:3]]
