"""Polls and the weekly question: answered once, without names, and told only when nothing moves any more."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communities import actions, queries, rules
from communities.actions.polls import count_poll
from communities.enums import Face, Review, Share
from communities.models import Ballot, Block, Group, Member, MoodCount, MoodSeen, Poll, PollOption, Thread
from communities.tasks import count_answers
from tests.factories.communities import (
    GroupFactory,
    MemberFactory,
    MoodCountFactory,
    PollFactory,
    PostFactory,
    ThreadFactory,
)
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.registry import reportable_of

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", asks_mood=True)


@pytest.fixture
def me(group, student, client):
    client.force_login(student)
    return MemberFactory(group=group, user=student, pseudonym="Vaalea kivi")


@pytest.fixture
def thread(me):
    return PostFactory(thread=ThreadFactory(author=me)).thread


@pytest.fixture
def poll(thread):
    return PollFactory(thread=thread)


def others(group, count):
    return [MemberFactory(group=group) for _number in range(count)]


def filled(**more):
    return {"question": "Milloin?", "options": "Nyt\nMyöhemmin\n\nNyt", "days": "3", "once": str(uuid.uuid4()), **more}


def seen_by(user, thread, now=None):
    found = queries.thread_for(user, thread.public_id)
    return queries.polls_in(user, found, now or timezone.now())


# --- asking


def test_a_question_is_asked_once_and_stands_in_the_conversation(client, thread):
    typed = filled(many="on")
    assert client.get(url("poll_new", thread.public_id)).status_code == 200
    assert url("poll_new", thread.public_id) in client.get(thread.get_absolute_url()).content.decode()
    for _time in range(2):
        assert client.post(url("poll_new", thread.public_id), typed).status_code == 303
    poll = Poll.objects.get()
    assert (poll.question, poll.many, poll.author) == ("Milloin?", True, thread.author)
    assert list(poll.options.order_by("number").values_list("text", flat=True)) == ["Nyt", "Myöhemmin"]
    assert "Milloin?" in client.get(thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("options", ["", "Yksi", "\n".join("abcdefghi"), "Nyt\n" + "x" * 121])
def test_two_to_eight_short_options_are_needed(client, thread, options):
    assert client.post(url("poll_new", thread.public_id), filled(options=options)).status_code == 422


def test_who_waits_for_a_host_asks_nothing(client, group, thread):
    Group.objects.update(review=Review.ALL)
    assert client.get(url("poll_new", thread.public_id)).status_code == 403


def test_a_few_questions_are_open_at_a_time(client, me, thread):
    for _number in range(rules.MOST_OPEN_POLLS):
        PollFactory(thread=thread)
    assert client.post(url("poll_new", thread.public_id), filled()).status_code == 422
    Thread.objects.update(is_closed=True)
    facts = {"question": "?", "options": ["a", "b"], "many": False, "closes_at": timezone.now(), "once": uuid.uuid4()}
    with pytest.raises(Refusal):
        actions.make_poll(me, thread=thread, **facts)


# --- answering


def test_an_answer_can_be_changed_and_taken_back(client, me, poll):
    address = url("poll_vote", poll.public_id)
    for choice in (["1"], ["2"], ["2"]):
        assert client.post(address, {"choice": choice})["Location"] == poll.get_absolute_url()
    assert Ballot.objects.get().chosen == [2]
    assert seen_by(me.user, poll.thread)[0].mine == [2]
    client.post(address, {"choice": ["9", "x", "1234"]})
    assert not Ballot.objects.exists()


def test_one_choice_is_one_choice_and_several_are_several(me, poll):
    with pytest.raises(Refusal):
        actions.vote(me, poll=poll, chosen=[1, 2])
    Poll.objects.update(many=True)
    actions.vote(me, poll=poll, chosen=[1, 2])
    assert Ballot.objects.get().chosen == [1, 2]


def test_a_closed_or_hidden_question_takes_no_answer(client, me, poll):
    Poll.objects.update(closes_at=timezone.now() - DAY)
    assert client.post(url("poll_vote", poll.public_id), {"choice": "1"}).status_code == 303
    assert not Ballot.objects.exists()
    Poll.objects.update(closes_at=timezone.now() + DAY, hidden_at=timezone.now())
    with pytest.raises(Refusal):
        actions.vote(me, poll=poll, chosen=[1])


def test_nothing_in_the_database_joins_a_person_to_an_answer(capsys, me, poll, group):
    """Neither table of tokens has a key, a time or a number of its own, and answers are in no trail."""
    actions.vote(me, poll=poll, chosen=[1])
    actions.tell_mood(me, face=Face.HARD)
    for model in (Ballot, MoodSeen):
        fields = {field.name: field for field in model._meta.get_fields()}
        assert [field for field in fields.values() if field.is_relation] == []
        assert model._meta.pk.name == "token"
    call_command("dumpdata", "communities", "audit", "accounts")
    dumped = json.loads(capsys.readouterr().out)
    token = Ballot.objects.get().token
    told = {row["model"] for row in dumped if token in json.dumps(row)}
    assert told == {"communities.ballot"}
    assert not Entry.objects.exists()
    known = {str(one) for one in (me.public_id, me.user.public_id, me.pseudonym)}
    for row in dumped:
        if row["model"] in ("communities.ballot", "communities.moodseen"):
            assert known.isdisjoint(map(str, row["fields"].values()))


# --- results


def test_results_are_told_when_it_has_closed_and_five_have_answered(client, group, me, poll):
    people = [me, *others(group, 4)]
    for number, member in enumerate(people):
        actions.vote(member, poll=poll, chosen=[1 if number else 2])
    assert seen_by(me.user, poll.thread)[0].answers is None
    later = poll.closes_at + DAY
    before = seen_by(me.user, poll.thread, later)[0]
    assert (before.answers, [option.votes for option in before.options]) == (5, [4, 1])
    for counts in (1, 0):
        assert actions.count_answers(now=later) == counts
    after = seen_by(me.user, poll.thread, later)[0]
    assert (after.answers, [option.votes for option in after.options]) == (5, [4, 1])
    assert not Ballot.objects.exists()
    Poll.objects.update(closes_at=timezone.now() - DAY)
    assert "5 answered" in client.get(f"{poll.thread.get_absolute_url()}?lang=en").content.decode()


def test_fewer_than_five_answers_are_not_told(client, group, me, poll):
    for member in (me, *others(group, 3)):
        actions.vote(member, poll=poll, chosen=[1])
    actions.close_poll(me.user, poll=poll)
    count_answers()
    assert seen_by(me.user, poll.thread)[0].answers is None
    assert "Fewer than five answered" in client.get(f"{poll.thread.get_absolute_url()}?lang=en").content.decode()
    assert PollOption.objects.get(poll=poll, number=1).votes == 4


def test_counting_what_was_counted_meanwhile_changes_nothing(group, me, poll):
    actions.vote(me, poll=poll, chosen=[1])
    for _time in range(2):
        count_poll(poll)
    assert PollOption.objects.get(poll=poll, number=1).votes == 1


def test_who_asked_and_the_hosts_close_it(client, group, me, poll, staff, peer):
    for _time in range(2):
        assert client.post(url("poll_close", poll.public_id)).status_code == 303
    assert [*Entry.objects.values_list("action", flat=True)] == ["close_poll"]
    MemberFactory(group=group, user=peer)
    client.force_login(peer)
    assert client.post(url("poll_close", poll.public_id)).status_code == 403
    MemberFactory(group=group, user=staff, is_host=True)
    client.force_login(staff)
    assert client.post(url("poll_close", poll.public_id)).status_code == 303


def test_a_question_of_somebody_who_is_blocked_is_not_shown(group, me, peer):
    poll = PollFactory(thread=PostFactory(thread=ThreadFactory(author=MemberFactory(group=group))).thread, author=me)
    reader = MemberFactory(group=group, user=peer)
    assert len(seen_by(reader.user, poll.thread)) == 1
    reader.user.__dict__.pop("fences_today", None)
    Block.objects.create(by=peer, whom=me.user, group=group)
    assert seen_by(reader.user, poll.thread) == []


def test_moderators_read_hide_and_bring_back_a_question(client, people, me, poll):
    kind = reportable_of(poll)
    found = kind.found([poll.public_id])[poll.public_id]
    assert kind.things(me.user, [poll.public_id]) == {poll.public_id: found}
    assert kind.says(found) == "Mikä ilta sopii?\n- Tiistai\n- Torstai"
    assert (kind.place(found), kind.author(found), kind.pen_name(found)) == (people.diak, me.user, "Vaalea kivi")
    assert (kind.link(found), kind.rules_link(found), kind.language(found)) == (
        found.get_absolute_url(), url("group_page", "uni"), "fi",
    )  # fmt: skip
    kind.hide(people.moderator, thing=found, reason="Syy")
    reader = MemberFactory(group=me.group, user=people.peer)
    assert (seen_by(reader.user, poll.thread), len(seen_by(people.moderator, poll.thread))) == ([], 1)
    for _time in range(2):
        kind.unhide(people.moderator, thing=found)
    assert len(seen_by(reader.user, poll.thread)) == 1
    kind.restrict(people.moderator, thing=found, reason="Syy", until=timezone.now() + DAY)
    me.refresh_from_db()
    assert rules.is_muted(me, timezone.now())
    kind.unrestrict(people.moderator, thing=found)
    me.refresh_from_db()
    assert me.muted_until is None


@pytest.mark.parametrize("count", [1, 3])
def test_questions_cost_the_same_for_one_and_for_three(me, thread, count, django_assert_num_queries):
    for _number in range(count):
        PollFactory(thread=thread)
    found = queries.thread_for(me.user, thread.public_id)
    with django_assert_num_queries(3):
        assert len(queries.polls_in(me.user, found, timezone.now())) == count


# --- how are we


def test_a_member_tells_once_a_week(client, group, me):
    page = client.get(url("group_page", "uni")).content.decode()
    assert url("mood_tell", "uni") in page
    for face in ("1", "5", "9"):
        assert client.post(url("mood_tell", "uni"), {"face": face}).status_code == 303
    counts = dict(MoodCount.objects.values_list("face", "count"))
    assert counts == {1: 1, 2: 0, 3: 0, 4: 0, 5: 0}
    assert url("mood_tell", "uni") not in client.get(url("group_page", "uni")).content.decode()


def test_where_the_hosts_do_not_ask_nobody_is_asked(client, group, me, django_assert_num_queries):
    Group.objects.update(asks_mood=False)
    assert client.post(url("mood_tell", "uni"), {"face": "1"}).status_code == 403
    group.refresh_from_db()
    with django_assert_num_queries(0):
        assert queries.mood_of(me.user, group, me, queries.this_week()) is None


def weeks_counts(group, *counts, week=None):
    for face, count in zip(Face, counts, strict=True):
        MoodCountFactory(group=group, week=week or queries.this_week() - WEEK, face=face, count=count)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ((0, 0, 0, 1, 3), []),
        ((0, 1, 0, 1, 3), [Share.MOST, Share.FEW, Share.FEW, Share.FEW, Share.FEW]),
        ((2, 3, 1, 0, 4), [Share.SOME, Share.FEW, Share.FEW, Share.SOME, Share.SOME]),
    ],
)
def test_the_week_that_is_over_is_told_coarsely_from_five_answers_on(group, me, counts, shares):
    weeks_counts(group, *counts)
    mood = queries.mood_of(me.user, group, me, queries.this_week())
    assert [share for _face, share in mood.shares] == shares


def test_the_week_that_goes_on_is_not_told(client, group, me):
    weeks_counts(group, 9, 9, 9, 9, 9, week=queries.this_week())
    assert queries.mood_of(me.user, group, me, queries.this_week()).shares == []
    weeks_counts(group, 0, 0, 0, 0, 9)
    assert "more than half" in client.get(f"{url('group_page', 'uni')}?lang=en").content.decode()


def test_tokens_of_past_weeks_are_forgotten(group, me):
    actions.tell_mood(me, face=Face.WELL)
    MoodSeen.objects.create(token="x" * 64, week=queries.this_week() - WEEK)
    count_answers()
    assert MoodSeen.objects.count() == 1
    assert str(MoodSeen.objects.get()) == f"somebody in the week of {queries.this_week()}"


def test_another_week_is_another_token(group, me):
    assert actions.tell_mood(me, face=Face.WELL)
    assert not actions.tell_mood(me, face=Face.WELL)
    assert Member.objects.get(pk=me.pk).post_count == 0
