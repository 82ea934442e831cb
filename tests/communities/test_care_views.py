"""Help before and after posting: shown, never in the way."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from communities.models import Post, Thread
from tests.factories.communities import MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.models import Cause, Item, StaffedHours

pytestmark = pytest.mark.django_db

ACUTE = "En halua enää elää."
CONCERN = "Mikään ei tunnu miltään, olen toivoton."
CONTACT = "Laita viestiä numeroon 040 123 4567"
PLAIN = "Kävin tänään metsässä."


@pytest.fixture
def thread(student):
    """A conversation in a group where the student writes."""
    thread = ThreadFactory(author=MemberFactory(user=student))
    PostFactory(thread=thread)
    return thread


@pytest.fixture
def writer(client, student):
    client.force_login(student)
    return client


def test_a_plain_text_is_posted_at_once(writer, thread):
    answer = writer.post(thread.get_absolute_url(), {"body": PLAIN})
    assert (answer.status_code, Post.objects.count(), Item.objects.count()) == (303, 2, 0)


@pytest.mark.parametrize("text", [ACUTE, CONCERN, CONTACT])
def test_nothing_is_posted_before_the_writer_has_seen_the_panel(writer, thread, text):
    answer = writer.post(thread.get_absolute_url(), {"body": text})
    assert (answer.status_code, Post.objects.count(), Item.objects.count()) == (200, 1, 0)
    assert text in answer.content.decode()
    assert b'name="as_is"' in answer.content


def test_the_panel_says_what_is_open_now(writer, thread):
    page = writer.post(thread.get_absolute_url(), {"body": ACUTE}).content.decode()
    assert 'href="tel:112"' in page
    assert 'href="/help-now/"' in page


def test_a_contact_alone_brings_no_help_lines(writer, thread):
    page = writer.post(thread.get_absolute_url(), {"body": CONTACT}).content.decode()
    assert 'id="contact-title"' in page
    assert 'id="care-title"' not in page


@pytest.mark.parametrize(("text", "colour"), [(ACUTE, Colour.CRISIS), (CONCERN, Colour.AMBER)])
def test_as_it_is_means_as_it_is(writer, thread, text, colour):
    answer = writer.post(thread.get_absolute_url(), {"body": text, "as_is": "1"})
    post = Post.objects.get(position=2)
    assert (answer.status_code, post.body, post.hidden_at, post.held_at) == (303, text, None, None)
    assert [(item.thing_id, item.colour) for item in Item.objects.all()] == [(post.public_id, colour)]
    assert Cause.objects.get().why == Why.WORDS


def test_a_contact_is_passed_on_without_a_word_to_anybody(writer, thread):
    writer.post(thread.get_absolute_url(), {"body": CONTACT, "as_is": "1"})
    assert (Post.objects.count(), Item.objects.count()) == (2, 0)


def test_help_is_shown_once_more_after_posting(writer, thread):
    writer.post(thread.get_absolute_url(), {"body": ACUTE, "as_is": "1"})
    assert b'id="care-title"' in writer.get(thread.get_absolute_url()).content
    assert b'id="care-title"' not in writer.get(thread.get_absolute_url()).content


def test_the_preview_shows_it_too_and_posts_nothing(writer, thread):
    answer = writer.post(thread.get_absolute_url(), {"body": ACUTE, "preview": "1"}, headers={"HX-Request": "true"})
    assert b'id="care-title"' in answer.content
    assert Post.objects.count() == 1


def test_a_new_conversation_asks_first_and_reads_the_title(writer, thread):
    new = reverse("communities:thread_new", args=[thread.group.slug])
    asked = writer.post(new, {"title": ACUTE, "body": "Hei"})
    assert (asked.status_code, Thread.objects.count()) == (200, 1)
    assert writer.post(new, {"title": ACUTE, "body": "Hei", "as_is": "1"}).status_code == 303
    assert Item.objects.get().colour == Colour.CRISIS


def test_an_edit_asks_first_and_is_brought_up(writer, thread):
    post = thread.posts.get()
    edit = reverse("communities:post_edit", args=[post.public_id])
    said = {"title": thread.title, "body": ACUTE, "version": "1"}
    assert (writer.post(edit, said).status_code, Item.objects.count()) == (200, 0)
    assert writer.post(edit, {**said, "as_is": "1"}).status_code == 303
    assert Item.objects.get().thing_id == post.public_id


@pytest.mark.parametrize(
    ("at", "said"),
    [("2026-11-25 10:00+02:00", "is there now"), ("2026-11-28 10:00+02:00", "on Wednesday 2.12. from 09:00")],
)
def test_the_page_says_when_somebody_reads_it(writer, thread, at, said):
    StaffedHours.objects.create(place=thread.group.owner, weekday=2, opens=datetime.time(9), closes=datetime.time(15))
    with time_machine.travel(datetime.datetime.fromisoformat(at), tick=False):
        page = writer.post(thread.get_absolute_url() + "?lang=en", {"body": ACUTE}).content.decode()
    assert said in page
