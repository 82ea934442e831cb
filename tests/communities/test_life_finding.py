"""Finding one's people: three steps, suggestions with their reason, and groups like a group."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from communities import actions, queries
from communities.enums import Form, GroupState, JoinPolicy, MemberState, Theme
from communities.models import Group, Interests, Looked
from tests.factories.communities import GroupFactory, GroupThemeFactory, MemberFactory
from tests.factories.institutions import CampusFactory, InstitutionFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


def about(owner, *themes, **columns):
    group = GroupFactory(owner=owner, **columns)
    for theme in themes:
        GroupThemeFactory(group=group, theme=theme)
    return group


@pytest.fixture
def seeker(client, student):
    client.force_login(student)
    return student


def suggested(user, **chosen):
    return [fit.group for fit in queries.fits_for(user, Looked(**chosen))]


# --- the three steps


def test_the_steps_lead_to_suggestions_and_what_was_chosen_can_be_changed_and_erased(client, seeker, diak):
    CampusFactory(institution=diak, city="Pori")
    group = about(diak, Theme.SLEEP, city="Pori")
    assert client.get(url("interests_themes")).status_code == 200
    assert client.post(url("interests_themes"), {"themes": ["sleep", "mood"]})["Location"] == url("interests_ways")
    ways = {"languages": ["fi"], "forms": ["support"], "city": "Pori"}
    assert client.post(url("interests_ways"), ways)["Location"] == url("interests_found")
    assert queries.looked_by(seeker) == Looked(("sleep", "mood"), ("fi",), ("support",), "Pori")
    page = " ".join(client.get(f"{url('interests_found')}?lang=en").content.decode().split())
    assert url("group_page", group.slug) in page
    assert 'Because you chose: sleep and recovery, peer support, <span lang="fi">suomi</span>, Pori' in page
    client.post(url("interests_themes"), {})
    assert queries.looked_by(seeker) == Looked((), ("fi",), ("support",), "Pori")
    for _time in range(2):
        assert client.post(url("interests_erase"))["Location"] == url("group_list")
    assert not Interests.objects.exists()


def test_every_step_can_be_skipped(client, seeker):
    assert f'href="{url("interests_ways")}"' in client.get(url("interests_themes")).content.decode()
    assert f'href="{url("interests_found")}"' in client.get(url("interests_ways")).content.decode()
    page = client.get(f"{url('interests_found')}?lang=en").content.decode()
    assert "You have not chosen anything" in page
    assert not Interests.objects.exists()


def test_where_nothing_fits_it_is_said(client, seeker):
    actions.choose_interests(seeker, themes=("sleep",))
    assert "No open group fits all that yet" in client.get(f"{url('interests_found')}?lang=en").content.decode()


@pytest.mark.parametrize(
    ("step", "typed"),
    [("interests_themes", {"themes": ["gossip"]}), ("interests_ways", {"city": "Atlantis"})],
)
def test_what_the_portal_does_not_know_is_not_chosen(client, seeker, step, typed):
    assert client.post(url(step), typed).status_code == 422


def test_what_was_chosen_lies_encrypted_and_is_ones_own(seeker, peer):
    actions.choose_interests(seeker, themes=("mood",))
    with connection.cursor() as cursor:
        cursor.execute("SELECT chosen FROM communities_interests")
        assert "mood" not in cursor.fetchone()[0]
    assert not Interests.objects.visible_to(peer).exists()
    assert str(Interests.objects.get()) == "interests"


def test_words_that_the_portal_forgot_are_left_out():
    row = Interests(chosen='{"themes": ["sleep", "gossip"], "languages": ["fi", "xx"]}')
    assert row.looked == Looked(("sleep",), ("fi",))
    assert (Interests().looked, Looked().any) == (Looked(), False)


def test_what_was_chosen_in_words():
    with translation.override("en"):
        said = [str(one) for one in queries.words_of(Looked(("sleep",), ("sv",), ("support",), "Pori"))]
    assert said == ["sleep and recovery", "peer support", "Swedish", "Pori"]


# --- suggestions


def test_groups_with_more_of_what_was_chosen_come_first(seeker, diak):
    one = about(diak, Theme.SLEEP, last_post_at=timezone.now())
    both = about(diak, Theme.SLEEP, Theme.MOOD)
    town = about(diak, Theme.SLEEP, city="Pori")
    about(diak, Theme.MONEY)
    with translation.override("fi"):
        assert suggested(seeker, themes=("sleep", "mood"), city="Pori") == [both, town, one]
        assert suggested(seeker, themes=("sleep", "mood"), languages=("sv",)) == []


def test_a_form_alone_is_enough(seeker, diak):
    about(diak, Theme.SLEEP)
    walks = about(diak, Theme.MONEY, form=Form.INTEREST)
    with translation.override("fi"):
        assert suggested(seeker, forms=("interest",)) == [walks]


def test_a_town_or_a_language_alone_brings_what_is_there(seeker, diak):
    near, far = about(diak, city="Pori"), about(diak)
    with translation.override("fi"):
        assert suggested(seeker, city="Pori") == [near, far]
        assert suggested(seeker, languages=("fi",)) == [near, far]
        fit = queries.fits_for(seeker, Looked(city="Pori"))[1]
    assert (fit.themes, fit.languages, fit.forms, fit.city) == ((), (), (), "")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": GroupState.RESTING},
        {"join_policy": JoinPolicy.INVITATION},
        {"capacity": 2, "member_count": 2},
        {"speaks_fi": False, "speaks_sv": True},
    ],
)
def test_what_one_cannot_come_into_is_not_suggested(seeker, diak, columns):
    about(diak, Theme.SLEEP, **columns)
    with translation.override("fi"):
        assert suggested(seeker, themes=("sleep",)) == []


def test_a_group_one_has_been_in_or_may_not_see_is_not_suggested(seeker, diak, kamk):
    MemberFactory(user=seeker, group=about(diak, Theme.SLEEP), state=MemberState.LEFT)
    about(kamk, Theme.SLEEP, audience="own")
    with translation.override("fi"):
        assert suggested(seeker, themes=("sleep",)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_cost_the_same_for_one_and_for_three(seeker, diak, count, django_assert_num_queries):
    for _number in range(count):
        about(diak, Theme.SLEEP)
    looked = Looked(themes=("sleep",))
    # Where to look is asked once for all who belong to the same places; where those are, once a request.
    for cost in (4, 2):
        with translation.override("fi"), django_assert_num_queries(cost):
            assert len(queries.fits_for(seeker, looked)) == count


def test_what_is_kept_of_the_ranking_opens_nothing(seeker, peer, stranger, diak):
    """The places and the rights of each reader are asked again; who joined or what closed since is left out."""
    group, own = about(diak, Theme.SLEEP, slug="uni"), about(diak, Theme.SLEEP, audience=Audience.OWN)
    theirs = about(InstitutionFactory(slug="muualla"), Theme.SLEEP, audience=Audience.OWN)
    left = about(diak, Theme.SLEEP)
    with translation.override("fi"):
        assert queries.groups_like(seeker, group) == [own, left]
        assert queries.groups_like(stranger, group) == [left]
        Group.objects.filter(pk=left.pk).update(state=GroupState.CLOSED)
        assert (queries.groups_like(seeker, group), queries.groups_like(stranger, group)) == ([own], [])
        MemberFactory(group=own, user=seeker)
        assert queries.groups_like(seeker, group) == []
        # Where a member of a closed circle looked first, nobody else sees more.
        cache.clear()
        MemberFactory(group=theirs, user=seeker, state=MemberState.ACTIVE)
        queries.groups_like(seeker, group)
        assert queries.groups_like(peer, group) == [own]


def test_home_suggests_what_was_chosen_and_says_why(client, seeker, diak):
    about(diak, Theme.MONEY, last_post_at=timezone.now())
    chosen = about(diak, Theme.SLEEP)
    assert url("interests_themes") in client.get("/?lang=fi").content.decode()
    actions.choose_interests(seeker, themes=("sleep",), languages=("fi",))
    page = client.get("/?lang=en")
    assert page.context["suggestion"].group == chosen
    assert "Because you chose: sleep and recovery" in " ".join(page.content.decode().split())


def test_the_list_of_groups_leads_students_to_the_steps(client, seeker):
    assert url("interests_themes") in client.get(url("group_list")).content.decode()


# --- groups like this


def test_groups_like_this_share_its_themes(client, seeker, diak):
    group = about(diak, Theme.SLEEP, Theme.MOOD, slug="uni")
    both = about(diak, Theme.SLEEP, Theme.MOOD, form=Form.INTEREST)
    same_form, other_form = about(diak, Theme.SLEEP), about(diak, Theme.SLEEP, form=Form.INTEREST)
    about(diak, Theme.MONEY)
    about(diak, Theme.SLEEP, speaks_fi=False, speaks_en=True)
    assert queries.groups_like(seeker, group) == [both, same_form, other_form]
    assert url("group_page", both.slug) in client.get(url("group_page", "uni")).content.decode()


def test_a_visitor_sees_public_groups_like_it(client, diak):
    about(diak, Theme.SLEEP, slug="uni", card_public=True)
    public, closed = about(diak, Theme.SLEEP, card_public=True), about(diak, Theme.SLEEP)
    page = client.get(url("group_page", "uni")).content.decode()
    assert (url("group_page", public.slug) in page, url("group_page", closed.slug) in page) == (True, False)
