"""The queue, and one item of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.models import Post
from tests.factories.moderation import CauseFactory, EvidenceFactory, ItemFactory, ShiftFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.models import Decision, Item

pytestmark = pytest.mark.django_db
QUEUE = reverse("moderation:queue")


def page_of(item):
    return reverse("moderation:item_page", args=[item.public_id])


@pytest.fixture
def keeper(client, people):
    client.force_login(people.moderator)
    return people.moderator


@pytest.fixture
def item(post, reporter, people):
    return actions.report_thing(reporter, about=post, rule="harassment", note="Ei ollut kivaa.").item


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_one_and_three(client, keeper, diak, rows, django_assert_num_queries):
    for _row in range(rows):
        CauseFactory(item=ItemFactory(place=diak, assignee=keeper, taken_at=timezone.now()))
    client.get(QUEUE)
    with django_assert_num_queries(10):
        answer = client.get(QUEUE)
    assert len(answer.context["page"].object_list) == rows


def test_an_empty_queue_says_so(client, keeper):
    assert "Nothing waits here" in client.get(QUEUE + "?lang=en").content.decode()


def test_the_queue_narrows_and_ignores_nonsense(client, keeper, coordinator, diak):
    red = ItemFactory(place=diak, colour=Colour.RED)
    mine = ItemFactory(place=diak, assignee=keeper, taken_at=timezone.now())
    theirs = ItemFactory(place=diak, assignee=coordinator, taken_at=timezone.now(), due_at=timezone.now())

    def shown(query):
        return set(client.get(QUEUE, query).context["page"].object_list)

    assert shown({"colour": "3"}) == {red}
    assert shown({"whose": "mine"}) == {mine}
    assert shown({"whose": "free"}) == {red}
    assert shown({"colour": "9", "whose": "theirs", "page": "x"}) == {red, mine, theirs}
    counts = client.get(QUEUE).context["counts"]
    assert [(row["waiting"], row["late"]) for row in counts] == [(0, 0), (1, 0), (2, 1), (0, 0)]


def test_what_one_wrote_oneself_is_not_in_the_own_queue(client, keeper, diak):
    own = ItemFactory(place=diak, author=keeper)
    assert list(client.get(QUEUE).context["page"].object_list) == []
    assert client.get(page_of(own)).status_code == 404


def test_the_item_of_another_place_is_not_there(client, keeper, kamk):
    assert client.get(page_of(ItemFactory(place=kamk))).status_code == 404


def test_the_untrained_stay_outside_where_training_is_required(client, keeper, settings):
    settings.MODERATION_TRAINING_REQUIRED = True
    answer = client.get(QUEUE)
    assert answer.status_code == 403


def test_the_item_shows_what_was_said_and_never_who_reported(client, keeper, item, reporter, post):
    post.body = "Siivottu viesti."
    post.save()
    html = client.get(page_of(item)).content.decode()
    for said in ("Ilkeä viesti.", "Siivottu viesti.", "Sininen lyhty", "Ei ollut kivaa."):
        assert said in html
    for hidden in ("Vihreä juna", reporter.email, str(reporter.public_id), str(item.causes.get().public_id)):
        assert hidden not in html
    read = Entry.objects.filter(action__startswith="read_")
    assert {entry.action for entry in read} == {"read_item", "read_evidence"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_item_costs_the_same_for_one_and_three(client, keeper, diak, rows, django_assert_num_queries):
    item = ItemFactory(place=diak)
    for _row in range(rows):
        CauseFactory(item=item)
        EvidenceFactory(item=item)
    client.get(page_of(item))
    with django_assert_num_queries(14):
        client.get(page_of(item))


def test_what_is_gone_is_still_shown_as_it_was(client, keeper, diak):
    item = ItemFactory(place=diak, kind="older.kind")
    EvidenceFactory(item=item)
    assert "Ilkeä viesti." in client.get(page_of(item)).content.decode()


def test_the_whole_way_from_the_queue_to_the_decision(client, keeper, item, post):
    answer = client.post(reverse("moderation:item_take", args=[item.public_id]))
    assert answer.headers["Location"] == page_of(item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    form = client.get(decide, {"reply": "unkind"}).context["form"]
    assert form.initial["verdict"] == "hide"
    assert form.initial["facts"].startswith("Viesti on kirjoitettu toista kohtaan")
    said = {"verdict": "hide", "rule": "harassment", "facts": "Pilkkaa toista.", "answer": "Se pilkkasi toista."}
    answer = client.post(decide, said)
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(item))
    assert Decision.objects.get().facts == "Pilkkaa toista."
    assert "Pilkkaa toista." in client.get(page_of(item)).content.decode()
    assert client.get(decide).status_code == 403


def test_a_decision_that_says_too_little_keeps_what_was_typed(client, keeper, item):
    actions.take_item(keeper, item=item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    whole = {"verdict": "restrict", "rule": "harassment", "facts": "Pilkkaa.", "answer": "Se pilkkasi."}
    for said in (whole, {"facts": "Pilkkaa."}):
        answer = client.post(decide, said)
        assert answer.status_code == 422
        assert "Pilkkaa." in answer.content.decode()


def test_the_rule_of_the_report_is_chosen_until_a_reply_names_another(client, keeper, item):
    actions.take_item(keeper, item=item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    assert client.get(decide).context["form"]["rule"].value() == "harassment"
    assert client.get(decide, {"reply": "contact"}).context["form"]["rule"].value() == "privacy"


def test_a_rule_that_nobody_named_has_to_be_chosen(client, keeper, diak):
    item = CauseFactory(item=ItemFactory(place=diak, assignee=keeper, taken_at=timezone.now()), rule="").item
    decide = reverse("moderation:item_decide", args=[item.public_id])
    assert client.get(decide).context["form"]["rule"].value() == ""
    answer = client.post(decide, {"verdict": "no_action", "rule": "", "facts": "Ei mitään.", "answer": "Ei mitään."})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["rule"])


def test_those_who_reported_are_owed_an_answer(client, keeper, item):
    actions.take_item(keeper, item=item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    answer = client.post(decide, {"verdict": "no_action", "rule": "harassment", "facts": "Sallittu."})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["answer"])


def test_a_crisis_is_not_closed_without_saying_what_was_done_for_the_person(client, keeper, post):
    item = actions.raise_item(about=post, colour=Colour.CRISIS, why=Why.WORDS)
    actions.take_item(keeper, item=item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    said = {"verdict": "no_action", "rule": "danger", "facts": "Vetäjä on mukana."}
    answer = client.post(decide, said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["care"])
    assert client.post(decide, {**said, "care": "Vetäjä soitti, apua tarjottiin."}).status_code == 303
    assert "Vetäjä soitti, apua tarjottiin." in client.get(page_of(item)).content.decode()


def test_nobody_is_asked_for_what_nobody_reads(client, keeper, post):
    item = actions.raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)
    actions.take_item(keeper, item=item)
    form = client.get(reverse("moderation:item_decide", args=[item.public_id])).context["form"]
    assert {"answer", "care"}.isdisjoint(form.fields)


def test_two_press_at_once(client, keeper, item, coordinator):
    actions.take_item(coordinator, item=item)
    client.post(reverse("moderation:item_take", args=[item.public_id]) + "?lang=en")
    assert "A colleague took this just now." in client.get(page_of(item)).content.decode()


def test_it_is_handed_back(client, keeper, item):
    actions.take_item(keeper, item=item)
    client.post(reverse("moderation:item_release", args=[item.public_id]))
    assert Item.objects.get().assignee is None
    assert client.post(reverse("moderation:item_release", args=[item.public_id])).status_code == 403


def test_a_second_opinion_is_asked_and_given(client, keeper, item, coordinator):
    actions.take_item(keeper, item=item)
    ask = reverse("moderation:opinion_ask", args=[item.public_id])
    assert client.post(ask, {"question": ""}).status_code == 422
    client.post(ask, {"question": "Mitä mieltä?"})
    assert "asks:</p>" not in client.get(page_of(item) + "?lang=en").content.decode()
    client.force_login(coordinator)
    html = client.get(page_of(item) + "?lang=en").content.decode()
    assert "asks:</p>" in html
    assert html.index("Mitä mieltä?") < html.index('name="opinion"') < html.index('id="history"')
    give = reverse("moderation:opinion_give", args=[item.public_id])
    assert client.post(give, {}).status_code == 422
    client.post(give, {"opinion": "Piilottaisin."})
    html = client.get(page_of(item)).content.decode()
    assert "Mitä mieltä?" in html
    assert "Piilottaisin." in html


def test_nobody_asked_and_still_one_may_say_what_one_thinks(client, keeper, item, coordinator):
    actions.take_item(coordinator, item=item)
    html = client.get(page_of(item) + "?lang=en").content.decode()
    assert 'name="opinion"' in html
    assert "asks:</p>" not in html


def test_the_text_is_shown_where_it_is_decided_and_that_stands_in_the_trail(client, keeper, item, post):
    actions.take_item(keeper, item=item)
    decide = reverse("moderation:item_decide", args=[item.public_id])
    assert "Ilkeä viesti." in client.get(decide).content.decode()
    assert Entry.objects.filter(action="read_evidence").count() == 1
    Post.objects.filter(pk=post.pk).update(body="pitkä " * 200)
    html = client.get(decide + "?lang=en").content.decode()
    assert '<details class="more-ways"><summary>The text that you decide about' in html
    post.thread.delete()
    html = client.get(decide + "?lang=en").content.decode()
    assert "The text that you decide about" not in html
    assert Entry.objects.filter(action="read_evidence").count() == 2


def test_a_shift_begins_and_ends(client, keeper, diak):
    url = reverse("moderation:shift")
    assert client.get(url).context["shift"] is None
    assert client.post(url).headers["Location"] == QUEUE
    assert client.get(url).context["is_long"] is False
    assert client.post(url, {"handover": "x" * 2001}).status_code == 422
    client.post(url, {"handover": "Yksi odottaa.", "debrief": "Raskas päivä."})
    html = client.get(url).content.decode()
    assert "Yksi odottaa." in html
    assert "Raskas päivä." in html
    assert "Yksi odottaa." in client.get(QUEUE).content.decode()


def test_a_long_shift_is_told(client, keeper, diak):
    ShiftFactory(place=diak, person=keeper, began_at=timezone.now() - datetime.timedelta(hours=5))
    assert client.get(reverse("moderation:shift")).context["is_long"] is True
