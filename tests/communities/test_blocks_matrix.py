"""A blocked pair before every page: nothing that either wrote since reaches the other, wherever it may stand.

The pages are those of the routes files, and the words those of all tables in which a member or a person writes,
so that new pages and new tables are covered when they come.
"""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CharField, TextField

from communities.models import Block, Group, Member
from tests.factories.communities import BlockFactory, MemberFactory, PostFactory, ThreadFactory
from tests.support.matrix import CANARY, Route, Visits, chapters

pytestmark = pytest.mark.django_db

# A group is told of to its whole audience, whoever proposed it; what hosts plan is for everybody in it.
NOT_A_MEMBERS_WORDS = {Group, Block}


def words_of(user) -> set[str]:
    """Everything with a canary that this person has written, and every name under which they did."""
    people = {Member, get_user_model()}
    found = set()
    for model in apps.get_app_config("communities").get_models():
        if model in NOT_A_MEMBERS_WORDS:
            continue
        texts = [field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
        keys = [field for field in model._meta.concrete_fields if field.related_model in people]
        for key in keys:
            path = key.name if key.related_model is not Member else f"{key.name}__user"
            for row in model._default_manager.all().filter(**{path: user}).values_list(*texts):
                found |= {text for text in row if isinstance(text, str) and text.startswith(CANARY)}
    return found


def world_of(people):
    """The world of the routes, in which the peer is a member of every group that the student is in."""
    chapter = next(chapter for chapter in chapters() if chapter.app == "communities")
    visits = Visits(chapter, people)
    for member in Member.objects.filter(user=people.student).select_related("group"):
        MemberFactory(user=people.peer, group=member.group, pseudonym=f"Toinen {member.pk}")
    own = ThreadFactory(author=Member.objects.get(user=people.peer, group=visits.world.group), title="Peerin aihe")
    PostFactory(thread=own, body="Peerin viesti")
    PostFactory(thread=own, author=visits.world.member, body=f"{CANARY} vastaus peerille")
    return visits


def routes_of_a_reader():
    """All pages of peer groups, and those of other rooms that are about nothing in particular."""
    for chapter in chapters():
        for route in chapter.routes:
            if route.get and (chapter.app == "communities" or route.at is Route.at):
                yield route


def seen_by_peer(visits, words) -> set[tuple[str, str]]:
    """Which pages show the peer which of these words."""
    sightings = set()
    for route in routes_of_a_reader():
        page = visits.ask(route, "peer", "get").content.decode()
        sightings |= {(str(route), word) for word in words if word in page}
    return sightings


@pytest.mark.parametrize("blocker", ["student", "peer"])
def test_nothing_of_one_reaches_the_other_on_any_page(people, blocker):
    visits = world_of(people)
    words = words_of(people.student)
    before = seen_by_peer(visits, words)
    by, whom = (people.student, people.peer) if blocker == "student" else (people.peer, people.student)
    for member in Member.objects.filter(user=whom):
        BlockFactory(by=by, whom=whom, group=member.group, name="x")
    assert seen_by_peer(visits, words) == set()
    # There was something to see.
    assert "communities:thread_page" in {page for page, _word in before}


def test_hosts_still_see_everything(people):
    visits = world_of(people)
    BlockFactory(by=people.student, whom=people.peer, group=visits.world.group)
    Member.objects.filter(user=people.peer).update(is_host=True)
    assert ("communities:thread_page", f"{CANARY} viesti") in seen_by_peer(visits, words_of(people.student))
