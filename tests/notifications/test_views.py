"""The inbox, the choices and leaving, over HTTP."""

import datetime
import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from communities.enums import Form
from tests.factories.communities import GroupFactory
from tests.factories.notifications import MuteFactory, NoticeFactory, SuppressionFactory
from tests.notifications.conftest import NOON
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions, queries
from wellbeing_portal.notifications.actions.leaving import token_of
from wellbeing_portal.notifications.models import LETTER, Choice, Mute, Notice, Suppression, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds", "noon")]

NOBODY = uuid.UUID(int=1)
WISHES = {"digest": "weekly", "weekday": "0", "hour": "16", "mail": "on", "paused_until": ""}
KINDS = {"trial.calm": "mail", "trial.bundle": "mail", "trial.soon": "mail", "trial.quiet": "portal"}


def url(name, *args):
    return reverse(f"notifications:{name}", args=args)


@pytest.fixture
def me(client, student):
    client.force_login(student)
    return client


def press(client, address, data=None):
    """Post, and look at the page it leads to."""
    answer = client.post(address, data or {})
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def tell(student, group, **facts):
    return NoticeFactory(recipient=student, kind="trial.calm", target_id=group.public_id, **facts)


def unread(student):
    return Notice.objects.filter(recipient=student, read_at__isnull=True).count()


# --- the inbox


def test_the_newest_notice_comes_first_and_a_new_one_says_so_in_words(me, student, group):
    tell(student, group, key="old", said_at=NOON - datetime.timedelta(days=1), read_at=NOON)
    tell(student, group, key="new", count=3)
    page = me.get(url("inbox"), {"lang": "en"}).content.decode()
    rows = re.findall(r'<li class="row( notice-new)?">.*?<p class="meta">(.*?)</p>', page, re.DOTALL)
    assert rows == [(" notice-new", "<strong>New</strong> · today"), ("", "yesterday")]
    assert f"Trial {group.slug} × 3</button>" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_costs_the_same_for_one_and_three_notices(me, student, group, rows, django_assert_num_queries):
    for number in range(rows):
        tell(student, group, key=str(number))
    with django_assert_num_queries(6):
        assert len(me.get(url("inbox")).context["lines"]) == rows


def test_what_is_gone_is_left_out_and_pages_go_on(me, student, group):
    for number in range(19):
        NoticeFactory(recipient=student, said_at=NOON + datetime.timedelta(seconds=number + 10))
    for number in range(3):
        tell(student, group, key=str(number), said_at=NOON - datetime.timedelta(seconds=number))
    first, second = me.get(url("inbox")), me.get(url("inbox"), {"page": 2})
    assert [len(page.context["lines"]) for page in (first, second)] == [1, 2]


def test_a_page_of_things_that_are_gone_says_so(me, student):
    NoticeFactory(recipient=student)
    page = me.get(url("inbox"), {"lang": "en"})
    assert "is not here any more" in page.content.decode()
    assert url("all_read") in page.content.decode()


def test_an_empty_inbox_offers_the_choices(me):
    page = me.get(url("inbox")).content.decode()
    assert 'class="empty"' in page
    assert url("all_read") not in page


def test_opening_a_notice_marks_it_and_leads_to_its_page(me, student, group):
    notice, other = tell(student, group), tell(student, group, key="other")
    for _time in range(2):
        answer = me.post(url("notice_open", notice.public_id))
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/communities/{group.slug}/")
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.read_at, other.read_at) == (NOON, None)


def test_looking_at_the_inbox_marks_nothing(me, student, group):
    tell(student, group)
    me.get(url("inbox"))
    assert unread(student) == 1


def test_a_notice_whose_thing_is_gone_leads_back_with_a_word(me, student):
    notice = NoticeFactory(recipient=student)
    answer = press(me, url("notice_open", notice.public_id))
    assert answer.request["PATH_INFO"] == url("inbox")
    assert len(answer.context["messages"]) == 1
    assert unread(student) == 0


def test_a_group_out_of_sight_is_out_of_the_inbox(client, stranger, group):
    group.audience = "own"
    group.save()
    tell(stranger, group)
    client.force_login(stranger)
    page = client.get(url("inbox"))
    assert page.context["lines"] == []
    assert group.slug not in page.content.decode()


def test_all_are_marked_until_the_page_was_opened(me, student, group):
    tell(student, group, key="before")
    opened = me.get(url("inbox")).context["until"]
    late = tell(student, group, key="after", said_at=NOON + datetime.timedelta(seconds=1))
    answer = me.post(url("all_read"), {"until": opened})
    assert (answer.status_code, answer.headers["Location"]) == (303, url("inbox"))
    assert list(Notice.objects.filter(read_at__isnull=True)) == [late]


@pytest.mark.parametrize("until", ["", "yesterday", "9" * 400])
def test_a_moment_that_is_none_marks_nothing(me, student, group, until):
    tell(student, group)
    assert me.post(url("all_read"), {"until": until}).status_code == 422
    assert unread(student) == 1


# --- the count in the shell


def test_the_count_stands_beside_me_in_figures_and_in_words(me, student, group):
    tell(student, group)
    page = me.get(reverse("accounts:me"), {"lang": "en"}).content.decode()
    assert page.count('<span class="unread" aria-hidden="true">1</span>') == 2
    assert page.count('<span class="visually-hidden">(1 new notice)</span>') == 2


def test_a_large_count_is_cut(me, student, group):
    for number in range(101):
        tell(student, group, key=str(number))
    assert me.get(reverse("accounts:me")).content.decode().count(">99+<") == 2


def test_nothing_new_shows_no_count(me):
    assert 'class="unread"' not in me.get(reverse("accounts:me")).content.decode()


def test_a_kept_count_costs_nothing_and_is_forgotten_when_something_is_said(student, group, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.news_for(student) == (0, False)
    with django_assert_num_queries(0):
        queries.news_for(student)
    voice.tell(voice.kind_named("trial.calm").__class__, to=[student], about=group)
    actions.mark_read(student, notices=[])
    assert queries.news_for(student) == (1, False)


def test_nobody_signed_in_is_asked_about(client, django_assert_num_queries):
    client.get(reverse("account_login"))
    with django_assert_num_queries(0):
        client.get(url("leave", "wrong"))


def test_help_now_never_asks(me, student, group):
    tell(student, group)
    page = me.get("/help-now/").content.decode()
    assert 'class="unread"' not in page
    assert cache.get(f"news:{student.pk}") is None


def test_somebody_who_is_gone_has_no_news(student):
    student.delete()
    student.pk = 0
    assert queries.news_for(student) == (0, False)


# --- the banner of a refused address


def test_a_refused_address_is_said_on_every_page_but_help_now(me, student):
    SuppressionFactory(address=student.email)
    page = me.get("/me/").content.decode()
    assert student.email in page
    assert url("ask_again") in page
    assert reverse("account_email") in page
    assert url("ask_again") not in me.get("/help-now/").content.decode()


def test_the_owner_says_that_the_address_works(me, student):
    SuppressionFactory(address=student.email, since=NOON - datetime.timedelta(days=2))
    assert url("ask_again") in me.get("/me/").content.decode()
    answer = press(me, url("ask_again"))
    assert answer.request["PATH_INFO"] == url("wishes")
    assert url("ask_again") not in answer.content.decode()
    assert not Suppression.objects.exists()


def test_asking_again_too_soon_is_refused_in_words(me, student):
    SuppressionFactory(address=student.email, since=NOON)
    answer = press(me, url("ask_again"))
    assert [message.tags for message in answer.context["messages"]] == ["error"]
    assert Suppression.objects.exists()


# --- choices


def test_choices_are_kept(me, student):
    chosen = {**WISHES, **KINDS, "digest": "daily", "hour": "9", "trial.soon": "nothing"}
    answer = me.post(url("wishes"), chosen)
    assert (answer.status_code, answer.headers["Location"]) == (303, url("wishes"))
    wishes = Wishes.objects.get(recipient=student)
    assert (wishes.digest, wishes.weekday, wishes.hour, wishes.mail, wishes.paused_until) == ("daily", 0, 9, True, None)
    assert list(Choice.objects.values_list("kind", "wanted")) == [("trial.soon", "nothing")]
    page = me.get(url("wishes"))
    assert page.context["form"]["trial.soon"].initial == "nothing"


def test_a_wrong_choice_keeps_what_was_typed_and_changes_nothing(me):
    answer = me.post(url("wishes"), {**WISHES, **KINDS, "hour": "3", "paused_until": "2026-12-01"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"hour"}
    assert "2026-12-01" in answer.content.decode()
    assert not Wishes.objects.exists()


def test_required_kinds_say_why_and_cannot_be_chosen(me):
    page = me.get(url("wishes"))
    assert "It keeps your account safe." in page.content.decode()
    assert set(page.context["form"].fields) == {*WISHES, *KINDS}


def test_a_kind_that_cannot_reach_the_person_is_not_among_the_choices(me, monkeypatch):
    monkeypatch.setattr(voice.kind_named("trial.soon").__class__, "concerns", lambda self, person: False)
    assert "trial.soon" not in me.get(url("wishes")).context["form"].fields


def test_a_pause_of_a_week_is_one_press_and_ends_with_another(me, student):
    answer = press(me, url("pause"), {"days": "7"})
    assert answer.context["paused_until"] == datetime.date(2026, 12, 2)
    answer = press(me, url("pause"), {"days": "0"})
    assert answer.context["paused_until"] is None


@pytest.mark.parametrize("days", ["", "-1", "184", "always"])
def test_a_pause_without_bounds_is_none(me, days):
    assert me.post(url("pause"), {"days": days}).status_code == 404
    assert not Wishes.objects.exists()


# --- silence


@pytest.fixture
def mutable(monkeypatch):
    monkeypatch.setattr(voice, "_mutable", {})

    @voice.mutable("group")
    def groups(person, ids):
        rows = GroupFactory._meta.model.objects.visible_to(person).filter(public_id__in=ids)
        return {row.public_id: voice.Thing(row.title, f"/communities/{row.slug}/") for row in rows}


@pytest.mark.usefixtures("mutable")
def test_a_group_is_silenced_and_heard_again(me, student, group):
    key, back = f"group:{group.public_id}", f"/communities/{group.slug}/"
    for _time in range(2):
        answer = me.post(url("mute"), {"key": key, "on": "1", "next": back})
        assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert list(Mute.objects.values_list("recipient", "key")) == [(student.pk, key)]
    page = me.get(url("wishes"))
    assert page.context["muted"] == [(key, voice.Thing(group.title, back))]
    assert me.post(url("mute"), {"key": key}).headers["Location"] == url("wishes")
    assert not Mute.objects.exists()


@pytest.mark.usefixtures("mutable")
@pytest.mark.parametrize("key", ["", "group", "group:1", f"group:{NOBODY}", f"other:{NOBODY}", "x" * 99])
def test_only_what_is_there_can_be_silenced(me, key):
    assert me.post(url("mute"), {"key": key, "on": "1"}).status_code == 404
    assert not Mute.objects.exists()


@pytest.mark.usefixtures("mutable")
def test_silence_never_leads_to_another_site(me, group):
    data = {"key": f"group:{group.public_id}", "on": "1", "next": "https://elsewhere.example/"}
    assert me.post(url("mute"), data).headers["Location"] == url("wishes")


@pytest.mark.usefixtures("mutable")
def test_what_is_out_of_sight_can_be_taken_off_the_list(me, student, kamk):
    hidden = GroupFactory(owner=kamk, audience="own", form=Form.SUPPORT)
    for key in (f"group:{hidden.public_id}", "an older key"):
        MuteFactory(recipient=student, key=key)
    page = me.get(url("wishes"))
    assert [row.thing for row in page.context["muted"]] == [None, None]
    assert hidden.title not in page.content.decode()
    me.post(url("mute"), {"key": f"group:{hidden.public_id}"})
    assert Mute.objects.count() == 1


def test_the_page_of_a_group_offers_silence_to_its_members(me, student, group):
    back = reverse("communities:group_page", args=[group.slug])
    page = me.get(back).content.decode()
    form = re.search(rf'<form method="post" action="{url("mute")}">.*?</form>', page, re.DOTALL)[0]
    data = dict(re.findall(r'name="(key|next|on)" value="([^"]*)"', form))
    assert me.post(url("mute"), data).headers["Location"] == back
    assert list(Mute.objects.values_list("recipient", "key")) == [(student.pk, group.mute_key)]


# --- leaving by a press in the mail


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_page_changes_nothing(client, student, method):
    Wishes.objects.create(recipient=student)
    answer = getattr(client, method)(url("leave", token_of(student, LETTER)))
    assert answer.status_code == 200
    assert (Wishes.objects.get().mail, Choice.objects.exists()) == (True, False)


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}])
def test_a_mail_program_leaves_without_cookies_and_twice_is_once(student, body):
    program = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = program.post(url("leave", token_of(student, LETTER)), body)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    wishes = Wishes.objects.get(recipient=student)
    assert (wishes.mail, wishes.digest) == (False, "never")


def test_one_kind_is_left_alone_from_its_own_mail(client, student):
    page = client.get(url("leave", token_of(student, "trial.soon")), {"lang": "en"}).content.decode()
    assert '<p class="lead">Trial</p>' in page
    client.post(url("leave", token_of(student, "trial.soon")))
    assert list(Choice.objects.values_list("recipient", "kind", "wanted")) == [(student.pk, "trial.soon", "portal")]


def test_an_address_that_lost_its_last_signs_still_works(client, student):
    token = token_of(student, LETTER).rstrip("=")
    assert client.post(url("leave", token)).status_code == 200
    assert Wishes.objects.get(recipient=student).mail is False


def test_the_page_looks_the_same_when_the_account_is_gone(client, student):
    token = token_of(student, LETTER)
    there = client.get(url("leave", token)).content
    student.delete()
    assert client.get(url("leave", token)).content == there
    assert client.post(url("leave", token)).status_code == 200


@pytest.mark.parametrize("name", ["trial.required", "trial.unknown"])
def test_what_cannot_be_left_has_no_page(client, student, name):
    token = token_of(student, name)
    assert [client.get(url("leave", token)).status_code, client.post(url("leave", token)).status_code] == [404, 404]


@pytest.mark.parametrize("token", ["wrong", "x" * 3000, "gAAAAA=="])
def test_a_wrong_token_gets_a_page_that_helps(client, token):
    for method in (client.get, client.post):
        answer = method(url("leave", token))
        assert answer.status_code == 404
        assert url("wishes") in answer.content.decode()
