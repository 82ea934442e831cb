"""The pages of what is kept, and the copy."""

import io
import json
import zipfile

import pytest

from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import (
    BlockFactory,
    GroupFactory,
    MemberFactory,
    MemberMuteFactory,
    PostFactory,
    ThreadFactory,
)
from tests.factories.learning import ReflectionEntryFactory, make_course
from tests.factories.moderation import CauseFactory, DecisionFactory, EvidenceFactory, ItemFactory
from tests.support.signing_in import prove
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.kernel.keeping import chapters

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(diak, student, peer):
    """The student and the peer in one group and one chat; the peer has reported and blocked the student."""
    group = GroupFactory(owner=diak, slug="iltarutiinit")
    mine = MemberFactory(group=group, user=student, pseudonym="Sininen lyhty")
    theirs = MemberFactory(group=group, user=peer, pseudonym="Vihreä juna")
    post = PostFactory(thread=ThreadFactory(author=mine, title="Oma otsikko"), body="Oma viesti")
    PostFactory(thread=post.thread, author=theirs, body="Toisen viesti", quote_of=post)
    chat = ChatFactory(owner=diak, theme="Tenttijännitys")
    ChatMessageFactory(chat=chat, guest=ChatGuestFactory(chat=chat, user=student, nickname="Oma"), body="Oma rivi")
    ChatMessageFactory(chat=chat, guest=ChatGuestFactory(chat=chat, user=peer, nickname="Toinen"), body="Toisen rivi")
    item = ItemFactory(place=diak, author=student, thing_id=post.public_id)
    CauseFactory(item=item, by=peer, note="Toisen ilmoitus")
    EvidenceFactory(item=item, said="Oma viesti")
    BlockFactory(by=peer, whom=student, group=group, name="Sininen lyhty")
    MemberMuteFactory(by=mine, whom=theirs)
    ReflectionEntryFactory(course=make_course(), user=student, body="Oma pohdinta")
    return item


def copy_of(client, user):
    """The files of the copy, by name."""
    client.force_login(user)
    prove(client)
    response = client.post("/me/privacy/copy/")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_notice_says_every_topic_to_anybody(client):
    page = client.get("/privacy/?lang=en").content.decode()
    assert page.count("How long:") == sum(len(chapter.topics) for chapter in chapters())
    assert "/me/privacy/" not in page


def test_ones_own_page_leads_to_the_copy_and_the_trail(client, student):
    client.force_login(student)
    page = client.get("/me/privacy/").content.decode()
    assert 'href="/me/privacy/copy/"' in page
    assert 'href="/me/trail/"' in page
    assert 'href="/me/privacy/"' in client.get("/me/").content.decode()


def test_the_pages_ask_the_database_for_nothing_about_the_person(client, student, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/privacy/")


def test_the_copy_asks_once_more_who_it_is(client, student):
    client.force_login(student)
    for response in (client.get("/me/privacy/copy/"), client.post("/me/privacy/copy/")):
        assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Entry.objects.filter(action="take_copy").exists()
    prove(client)
    assert client.get("/me/privacy/copy/").status_code == 200


def test_the_copy_has_a_file_for_each_chapter_and_an_index_that_leads_to_them(client, student, met):
    files = copy_of(client, student)
    names = [f"{chapter.name}.{end}" for chapter in chapters() for end in ("json", "html")]
    assert list(files) == [*names, "index.html"]
    assert all(f'href="{name}"' in files["index.html"] for name in names)


def test_the_copy_has_ones_own_words_opened(client, student, met):
    files = copy_of(client, student)
    groups, learning = json.loads(files["communities.json"]), json.loads(files["learning.json"])
    assert [post["body"] for post in groups["Post"]] == ["Oma viesti"]
    assert [(row["pseudonym"], row["group__slug"]) for row in groups["Member"]] == [("Sininen lyhty", "iltarutiinit")]
    assert [message["body"] for message in groups["ChatMessage"]] == ["Oma rivi"]
    assert [row["body"] for row in learning["ReflectionEntry"]] == ["Oma pohdinta"]
    assert json.loads(files["accounts.json"])["User"][0]["email"] == student.email
    assert "Oma pohdinta" in files["learning.html"]


def test_the_copy_has_nothing_of_others(client, student, peer, met):
    everything = "".join(copy_of(client, student).values())
    for word in ("Toisen", "Toinen", "Vihreä juna", peer.email, str(peer.public_id), "Tuntuu"):
        assert word not in everything
    groups = json.loads(copy_of(client, student)["communities.json"])
    assert groups["Block"] == []


def test_who_reported_gets_their_report_and_not_what_it_is_about(client, peer, student, met):
    files = copy_of(client, peer)
    assert [row["note"] for row in json.loads(files["moderation.json"])["Cause"]] == ["Toisen ilmoitus"]
    everything = "".join(files.values())
    # The name under which they met the blocked person stays theirs.
    assert "Oma viesti" not in everything
    assert str(met.public_id) not in everything
    assert student.email not in everything


def test_a_decision_is_in_the_copy_of_the_writer_once_it_concerns_them(client, student, moderator, met):
    DecisionFactory(item=ItemFactory(author=student), verdict="no_action", facts="Turha huoli")
    DecisionFactory(item=met, decider=moderator, verdict="hide", facts="Se loukkasi", answer="Vastaus toiselle")
    files = copy_of(client, student)
    assert [row["facts"] for row in json.loads(files["moderation.json"])["Decision"]] == ["Se loukkasi"]
    everything = "".join(files.values())
    assert all(word not in everything for word in ("Turha", "Vastaus toiselle", moderator.email))


def test_no_name_of_who_gave_a_role_is_in_the_copy(client, student, coordinator):
    Membership.objects.filter(user=student).update(granted_by=coordinator)
    assert coordinator.email not in "".join(copy_of(client, student).values())


def test_taking_a_copy_is_in_the_trail_of_the_person(client, student):
    copy_of(client, student)
    assert Entry.objects.visible_to(student).filter(action="take_copy").count() == 1
    assert "A copy of your data was taken" in client.get("/me/trail/?lang=en").content.decode()


@pytest.mark.parametrize("posts", [1, 3])
def test_the_copy_is_one_query_for_each_table(client, student, django_assert_num_queries, posts):
    member = MemberFactory(user=student)
    PostFactory.create_batch(posts, thread=ThreadFactory(author=member))
    client.force_login(student)
    prove(client)
    response = client.post("/me/privacy/copy/")
    tables = sum(bool(rows.owner) for chapter in chapters() for topic in chapter.topics for rows in topic.rows)
    assert tables > 40
    with django_assert_num_queries(tables):
        b"".join(response.streaming_content)


def test_what_people_wrote_is_text_in_the_pages_of_the_copy(client, student):
    ReflectionEntryFactory(course=make_course(), user=student, body="<script>alert(1)</script>")
    assert "<script>" not in copy_of(client, student)["learning.html"]
