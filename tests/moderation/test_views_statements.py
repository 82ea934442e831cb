"""What was decided, as its writer reads it; appeals."""

import pytest
from django.urls import reverse

from tests.factories.chats import ChatFactory
from tests.factories.communities import GroupFactory
from tests.factories.moderation import AppealFactory, DecisionFactory, SuspensionFactory
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.models import Appeal
from wellbeing_portal.moderation.queries import forget_suspensions

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(post, reporter, people):
    item = actions.report_thing(reporter, about=post, rule="harassment", note="Ei ollut kivaa.").item
    actions.take_item(people.moderator, item=item)
    said = {"verdict": "restrict", "rule": "harassment", "facts": "Pilkkaa toista.", "days": 7, "hides": True}
    return actions.decide_item(people.moderator, item=item, **said)


def url_of(decision, name="statement"):
    return reverse(f"moderation:{name}", args=[decision.public_id])


def test_the_writer_reads_what_why_and_how_to_appeal(client, decision, student, reporter):
    client.force_login(student)
    for url in (url_of(decision), url_of(decision, "statement_text")):
        answer = client.get(url + "?lang=en")
        text = answer.content.decode()
        for said in (
            "Pilkkaa toista.",
            "may not write there for a while",
            "No machine took part",
            "You can appeal here",
        ):
            assert said in text, (url, said)
        for hidden in ("Ei ollut kivaa", "Vihreä juna", reporter.email):
            assert hidden not in text
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_appeal_is_sent_once_and_shown(client, decision, student, people):
    client.force_login(student)
    assert client.post(url_of(decision), {"says": ""}).status_code == 422
    for _time in range(2):
        assert client.post(url_of(decision), {"says": "En tarkoittanut pahaa."}).status_code == 303
    appeal = Appeal.objects.get()
    client.force_login(people.moderator)
    page = reverse("moderation:appeal_page", args=[appeal.public_id])
    assert list(client.get(reverse("moderation:appeal_list")).context["page"].object_list) == []
    assert client.get(page).context["form"] is None
    client.force_login(people.coordinator)
    assert list(client.get(reverse("moderation:appeal_list")).context["page"].object_list) == [appeal]
    html = client.get(page).content.decode()
    assert "En tarkoittanut pahaa." in html
    assert student.email not in html
    assert client.post(page, {"outcome": "overturned"}).status_code == 422
    client.post(page, {"outcome": "overturned", "reason": "Luin uudestaan."})
    client.force_login(student)
    assert "Luin uudestaan." in client.get(url_of(decision)).content.decode()
    client.force_login(people.coordinator)
    assert "Luin uudestaan." in client.get(page).content.decode()


def test_two_answers_at_once(client, decision, student, people, monkeypatch):
    appeal = actions.appeal_decision(student, decision=decision, says="En minä.")
    actions.decide_appeal(people.coordinator, appeal=appeal, outcome="upheld", reason="Näin.")
    monkeypatch.setattr("wellbeing_portal.moderation.rules.can_decide_appeal", lambda user, appeal: True)
    client.force_login(people.coordinator)
    page = reverse("moderation:appeal_page", args=[appeal.public_id])
    assert client.post(page, {"outcome": "upheld", "reason": "Näin."}).status_code == 422


def test_after_six_months_there_is_no_form(client, diak, student):
    decision = DecisionFactory(item__place=diak, item__author=student, decided_at="2025-01-01T08:00Z")
    decision.refresh_from_db()
    client.force_login(student)
    assert client.get(url_of(decision)).context["form"] is None
    assert client.post(url_of(decision), {"says": "En minä."}).status_code == 403


def test_nothing_done_is_no_statement(client, diak, student):
    decision = DecisionFactory(item__place=diak, item__author=student, verdict="no_action", hides=False)
    client.force_login(student)
    assert client.get(url_of(decision)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_cases_cost_the_same_for_one_and_three(client, diak, student, rows, django_assert_num_queries):
    for _row in range(rows):
        DecisionFactory(item__place=diak, item__author=student)
    client.force_login(student)
    client.get(reverse("moderation:my_cases"))
    with django_assert_num_queries(5):
        answer = client.get(reverse("moderation:my_cases"))
    assert len(answer.context["page"].object_list) == rows


def test_the_reporter_hears_that_something_was_done(client, decision, reporter, people):
    cause = decision.item.causes.get()
    client.force_login(reporter)
    receipt = reverse("moderation:receipt", args=[cause.public_id])
    assert client.get(receipt).context["outcome"] == "done"
    html = client.get(reverse("moderation:my_cases")).content.decode()
    assert receipt in html


def test_who_is_suspended_is_told_where_they_would_write(client, post, student, diak, group):
    SuspensionFactory(user=student, place=diak, decision__item__place=diak, decision__item__author=student)
    forget_suspensions()
    client.force_login(student)
    told = reverse("moderation:my_cases")
    for url in (post.thread.get_absolute_url(), reverse("communities:group_page", args=[group.slug])):
        html = client.get(url).content.decode()
        assert html.count(told) == 1
        assert 'name="body"' not in html
    assert client.post(post.thread.get_absolute_url(), {"body": "Moi"}).status_code == 403


def test_who_is_suspended_joins_no_other_group(client, student, diak):
    other = GroupFactory(owner=diak)
    SuspensionFactory(user=student, place=None, decision__item__place=diak, decision__item__author=student)
    forget_suspensions()
    client.force_login(student)
    assert reverse("moderation:my_cases") in client.get(f"/communities/{other.slug}/").content.decode()
    assert client.get(f"/communities/{other.slug}/join/").status_code == 403


def test_an_appeal_of_another_place_is_not_there(client, people, kamk):
    client.force_login(people.coordinator)
    appeal = AppealFactory(decision__item__place=kamk)
    assert client.get(reverse("moderation:appeal_page", args=[appeal.public_id])).status_code == 404


def test_who_is_suspended_comes_into_no_chat(client, student, diak, group, post):
    chat = ChatFactory(group=group, owner=diak)
    SuspensionFactory(user=student, place=diak, decision__item__place=diak, decision__item__author=student)
    forget_suspensions()
    client.force_login(student)
    assert reverse("moderation:my_cases") in client.get(chat.get_absolute_url()).content.decode()
