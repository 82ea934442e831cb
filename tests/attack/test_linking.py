"""Attempts to find out who stands behind a pseudonym, with what every role can see.

The scans go over the routes files: a page that comes later is scanned when it comes.
"""

import datetime
import uuid

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db.models import UUIDField
from django.urls import reverse
from django.utils import timezone

from communities import queries
from communities.actions import follow_thread, join_group, publish_post
from communities.models import Member
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.support.client import PortalClient
from tests.support.matrix import PEOPLE, ROOTS, Visits, chapters
from wellbeing_portal.kernel.models import Row
from wellbeing_portal.kernel.shapes import avatar
from wellbeing_portal.notifications.actions import deliver_due, fire_due, plan_letters
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, 3, 47, tzinfo=datetime.UTC)
PSEUDONYM = "Vaalea kuusi"


@pytest.fixture
def thread(people):
    """The student has written in a group where the peer reads."""
    member = MemberFactory(user=people.student, group=GroupFactory(owner=people.diak), pseudonym=PSEUDONYM)
    MemberFactory(user=people.peer, group=member.group, pseudonym="Toinen")
    thread = ThreadFactory(author=member, created_at=NOW, last_post_at=NOW)
    PostFactory(thread=thread, created_at=NOW)
    return thread


def who(user) -> tuple[str, ...]:
    """What tells who somebody is."""
    return (user.name, user.email, str(user.public_id), user.public_id.hex)


def pen_names(user) -> set[str]:
    return {name for row in Member.objects.filter(user=user) for name in (row.pseudonym, str(row.public_id))}


def answered(visits, route, name, method) -> str:
    """Everything that comes back, with its headers."""
    response = visits.ask(route, name, method)
    # Pictures and papers too, as far as they are text.
    said = response.content.decode(errors="replace")
    return f"{response.headers}\n{said}"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.app)
def test_no_answer_to_anybody_holds_a_pseudonym_and_its_person(people, chapter, method):
    visits = Visits(chapter, people)
    written = [user for user in vars(people).values() if hasattr(user, "email") and pen_names(user)]
    found = []
    for route in chapter.routes:
        for name in PEOPLE:
            if not route.answers(method):
                continue
            said = answered(visits, route, name, method)
            for user in written:
                # What somebody sees of themselves links nothing for anybody else.
                if getattr(people, name, None) == user:
                    continue
                names = [word for word in pen_names(user) if word in said]
                persons = [word for word in who(user) if word in said]
                if names and persons:
                    found.append(f"{method} {route} by {name}: {names} with {persons}")
    assert found == []


def test_one_person_has_another_picture_and_another_id_in_each_group(people):
    rows = [MemberFactory(user=people.student) for _number in range(20)]
    assert len({row.public_id for row in rows}) == 20
    # Some hundreds of pictures, drawn by chance: two of twenty may look alike, never most of them.
    assert len({avatar(str(row.public_id), 40) for row in rows}) > 10


def test_pseudonyms_are_offered_at_random_and_not_by_person(people):
    group = GroupFactory()
    offered = {queries.free_pseudonym(people.student, group, "fi") for _number in range(30)}
    assert len(offered) > 20


def test_every_public_id_is_random_so_that_none_tells_an_order_or_a_time():
    models = [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOTS]
    rows = [model for model in models if issubclass(model, Row)]
    assert rows
    for model in rows:
        field = model._meta.get_field("public_id")
        assert isinstance(field, UUIDField)
        assert field.default is uuid.uuid4, model


def test_pages_of_a_group_tell_no_hour(client, people, thread):
    client.force_login(people.peer)
    with time_machine.travel(NOW + datetime.timedelta(minutes=20), tick=False):
        client.force_login(people.peer)
        for address in (thread.get_absolute_url(), reverse("communities:group_page", args=[thread.group.slug])):
            page = client.get(address).content.decode()
            hours = ("14.03", "14:03", "12:03", "T12:03", str(int(NOW.timestamp())))
            assert [hour for hour in hours if hour in page] == []


def test_no_header_changes_with_what_somebody_wrote(client, people, thread):
    client.force_login(people.peer)
    before = client.get(thread.get_absolute_url()).headers
    publish_post(thread.author, thread=thread, body="Uusi")
    after = client.get(thread.get_absolute_url()).headers
    assert not {"ETag", "Last-Modified"} & {*before, *after}
    changing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changing <= {"X-Request-ID", "X-Request-Id", "Content-Security-Policy", "Content-Length", "Set-Cookie"}


def test_a_page_of_a_group_has_no_id_of_a_person_in_its_source(client, people, thread):
    client.force_login(people.peer)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert [word for word in who(people.student) if word in page] == []


def test_the_log_of_a_visit_names_neither(capsys, people, thread):
    client = PortalClient()
    client.force_login(people.student)
    client.get(thread.get_absolute_url())
    client.post(thread.get_absolute_url(), {"body": "Moi"})
    said = "".join(capsys.readouterr())
    assert [word for word in (*who(people.student), *pen_names(people.student)) if word in said] == []


def test_coming_in_and_going_is_told_to_no_member(people, thread):
    join_group(people.stranger, group=thread.group, pseudonym="Uusi tulija")
    assert Notice.objects.count() == 0


def test_a_mail_about_a_reply_names_nobody_and_does_not_leave_at_once(people, thread):
    peer = Member.objects.get(user=people.peer)
    follow_thread(peer, thread=thread, on=True)
    with time_machine.travel(NOW, tick=False):
        publish_post(thread.author, thread=thread, body="Vastaan heti")
        fire_due()
        deliver_due()
        assert mail.outbox == []
    with time_machine.travel(NOW + datetime.timedelta(days=2), tick=False):
        plan_letters()
        fire_due()
        deliver_due()
    for letter in mail.outbox:
        said = letter.message().as_string()
        assert [word for word in (*who(people.student), *pen_names(people.student)) if word in said] == []


def test_there_is_no_admin_and_no_search_of_people():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_times_that_are_kept_are_not_shown_by_joining(people, thread):
    """The hosts' list of members tells when somebody came by the day at most."""
    Member.objects.update(since=timezone.now().replace(hour=3, minute=17))
    host = MemberFactory(group=thread.group, user=people.moderator, is_host=True)
    client = PortalClient()
    client.force_login(host.user)
    page = client.get(reverse("communities:member_list", args=[thread.group.slug])).content.decode()
    assert PSEUDONYM in page
    assert [hour for hour in ("03.17", "03:17", "05.17", "05:17") if hour in page] == []
