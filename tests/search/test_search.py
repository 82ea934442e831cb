"""The index, what is found in it, and what nobody finds."""

import pytest
from django.core.management import call_command

from communities.enums import GroupState
from communities.models import Group
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.guidance import ServiceFactory
from tests.factories.learning import make_course
from tests.support.matrix import CANARY
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.search import tasks
from wellbeing_portal.search.actions import rebuild_index
from wellbeing_portal.search.models import Indexed

pytestmark = pytest.mark.django_db


def titles(client, q, **more):
    page = client.get("/search/", {"q": q, "lang": "fi", **more})
    assert page.status_code == 200
    rows = page.context.get("page") or [row for group in page.context.get("groups", []) for row in group.rows]
    return [row.title for row in rows]


def test_each_kind_is_found_in_its_place(client, staff):
    GroupFactory(title_fi="Iltarutiinit", card_public=True, slug="ilta")
    make_course("nukkuminen")
    make_course("ohjaus", kind="staff")
    ServiceFactory(slug="linja", name_fi="Kriisilinja", description_fi="Puhelin")
    rebuild_index()
    assert titles(client, "iltarutiini") == ["Iltarutiinit"]
    assert titles(client, "kriisilinjan") == ["Kriisilinja"]
    assert titles(client, "course") == ["Course nukkuminen fi"]
    assert 'href="/help-now/#linja"' in client.get("/search/?q=kriisi").content.decode()
    assert 'href="/skills/nukkuminen/lessons/read/"' in client.get("/search/?q=read").content.decode()
    client.force_login(staff)
    assert titles(client, "course") == ["Course nukkuminen fi", "Course ohjaus fi"]


def test_a_stranger_finds_nothing_of_a_group_for_others(client, people):
    group = GroupFactory(owner=people.diak, audience=Audience.OWN, title_fi=CANARY, summary_fi=CANARY)
    GroupFactory(owner=people.diak, state=GroupState.DRAFT, title_fi=f"{CANARY} luonnos")
    rebuild_index()
    assert Indexed.objects.filter(thing=group.pk, kind="groups").exists()
    assert titles(client, CANARY) == []
    client.force_login(people.stranger)
    assert titles(client, CANARY) == []
    assert "found" not in client.get(f"/search/?q={CANARY}&lang=en&kind=groups").content.decode().replace(
        "was found", ""
    )
    client.force_login(people.student)
    assert titles(client, CANARY) == [CANARY]


def test_what_closes_is_not_found_though_the_index_still_has_it(client, people):
    group = GroupFactory(card_public=True, title_fi=CANARY)
    rebuild_index()
    assert titles(client, CANARY) == [CANARY]
    Group.objects.filter(pk=group.pk).update(card_public=False, audience=Audience.OWN)
    assert titles(client, CANARY) == []


def test_what_members_write_is_found_by_nobody(client, people):
    group = GroupFactory(owner=people.diak, title_fi="Ryhmä")
    member = MemberFactory(group=group, user=people.student, pseudonym=CANARY)
    PostFactory(thread=ThreadFactory(author=member, title=CANARY), body=CANARY)
    rebuild_index()
    assert not Indexed.objects.filter(words__contains=CANARY.casefold()).exists()


def test_a_language_that_a_group_lacks_falls_back(client):
    GroupFactory(card_public=True, title_fi="Vain suomeksi")
    rebuild_index()
    assert [row.title for row in client.get("/search/?q=suomeksi&lang=sv").context["groups"][0].rows] == [
        "Vain suomeksi"
    ]


def test_all_words_must_fit_and_titles_come_first(client):
    GroupFactory(card_public=True, title_fi="Arki", summary_fi="Puhutaan unesta.")
    GroupFactory(card_public=True, title_fi="Uneton yö", summary_fi="Valvojille.")
    rebuild_index()
    assert titles(client, "une") == ["Uneton yö", "Arki"]
    assert titles(client, "uneton YO") == ["Uneton yö"]
    assert titles(client, "uneton kissa") == []


def test_the_index_follows_what_there_is_and_writes_only_what_differs(client):
    group = GroupFactory(card_public=True, title_fi="Eka")
    other = GroupFactory(card_public=True, title_fi="Toka")
    assert (rebuild_index(), rebuild_index()) == (6, 0)
    Group.objects.filter(pk=group.pk).update(title_fi="Kolmas")
    other.delete()
    assert rebuild_index() == 6
    assert (titles(client, "eka"), titles(client, "kolmas"), titles(client, "toka")) == ([], ["Kolmas"], [])


def test_the_command_and_the_clockwork_keep_it(client, capsys):
    GroupFactory(card_public=True)
    call_command("search", "rebuild")
    assert capsys.readouterr().out == "Rows changed: 3\n"
    tasks.rebuild_index()
    assert Indexed.objects.count() == 3


def test_no_words_say_so_and_nothing_found_leads_to_help(client):
    empty = client.get("/search/?lang=en&q=%25")
    assert (empty.status_code, "Write at least one word." in empty.content.decode()) == (200, True)
    wrong = client.get("/search/?q=uni&kind=posts")
    assert (wrong.status_code, "page" in wrong.context, "groups" in wrong.context) == (200, False, False)
    page = client.get("/search/?lang=en&q=zzzz").content.decode()
    assert "Nothing was found" in page
    assert "Nothing was found" not in client.get("/search/?lang=en").content.decode()


def test_many_of_a_kind_are_a_list_with_pages(client):
    for number in range(25):
        GroupFactory(card_public=True, title_fi=f"Uni {number:02}")
    rebuild_index()
    page = client.get("/search/?q=uni&lang=en")
    assert (len(page.context["groups"][0].rows), page.context["total"]) == (5, 25)
    assert "?q=uni&amp;lang=en&amp;kind=groups" in page.content.decode()
    assert titles(client, "uni", kind="groups", page=2) == [f"Uni {number:02}" for number in range(20, 25)]
    assert "<h2>Groups</h2>" in client.get("/search/?q=uni&lang=en&kind=groups").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_searching_asks_the_same_number_of_questions(client, student, django_assert_num_queries, count):
    for number in range(count):
        GroupFactory(card_public=True, title_fi=f"Uni {number}")
    rebuild_index()
    client.force_login(student)
    client.get("/search/")
    with django_assert_num_queries(4):
        client.get("/search/?q=uni")
