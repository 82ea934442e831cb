"""The rhythm of a group in a real browser: a post that waits and is let through, and every page as axe reads it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.enums import Review
from communities.models import Group
from tests.factories.communities import (
    GroupFactory,
    GroupThemeFactory,
    HandOverNoteFactory,
    HeldPostFactory,
    HostTurnFactory,
    MemberFactory,
    PollFactory,
    PostFactory,
    ThreadFactory,
)
from tests.journeys.test_accessibility import PHONE, VIEWS, faults_of, reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    hours = [[day, "00:00", "00:00"] for day in range(7)]
    group = GroupFactory(owner=diak, slug="uni", asks_mood=True, hours=hours, speaks_sv=True)
    GroupThemeFactory(group=group)
    GroupThemeFactory(group=GroupFactory(owner=diak))
    return group


@pytest.fixture
def host(group, peer):
    host = MemberFactory(user=peer, group=group, is_host=True, pseudonym="Sininen lyhty")
    HostTurnFactory(member=host)
    HandOverNoteFactory(author=host)
    return host


@pytest.fixture
def thread(host):
    return PostFactory(thread=ThreadFactory(author=host)).thread


@pytest.fixture
def member(group, student):
    return MemberFactory(user=student, group=group, pseudonym="Vaalea kivi")


@pytest.mark.parametrize(("viewport", "colours", "language"), VIEWS)
def test_axe_finds_nothing(browser, live_server, thread, host, member, viewport, colours, language):
    HeldPostFactory(thread=thread, author=member)
    HeldPostFactory(thread=thread, author=member, declined_at=timezone.now(), declined_reason="Ei nimiä")
    PollFactory(thread=thread)
    PollFactory(thread=thread, closes_at=timezone.now(), ballots=5)
    ours = [url(name, "uni") for name in ("group_page", "posts_waiting", "group_rhythm", "host_page", "group_rest")]
    finding = [url(name) for name in ("interests_themes", "interests_ways", "interests_found")]
    pages = {
        host.user: [*ours, url("member_list", "uni"), thread.get_absolute_url()],
        member.user: [
            *finding, url("group_page", "uni"), thread.get_absolute_url(), url("poll_new", thread.public_id),
        ],
    }  # fmt: skip
    faults = []
    for user, paths in pages.items():
        with reader(browser, live_server, viewport, colours, language, user) as page:
            for path in paths:
                page.goto(path)
                faults += faults_of(page)
    assert faults == []


@pytest.mark.parametrize("script", [True, False])
def test_a_post_waits_and_is_let_through(browser, live_server, thread, host, member, script):
    Group.objects.update(review=Review.ALL)
    with (
        reader(browser, live_server, PHONE, user=member.user, java_script_enabled=script) as mine,
        reader(browser, live_server, PHONE, user=host.user, java_script_enabled=script) as theirs,
    ):
        mine.goto(thread.get_absolute_url())
        mine.locator("#id_body").fill("Valvon usein kolmeen.")
        with mine.expect_navigation():
            mine.locator("#write .btn-primary").click()
        assert mine.locator("#waiting").get_by_text("Valvon usein kolmeen.").is_visible()
        theirs.goto("/")
        theirs.goto(url("posts_waiting", "uni"))
        with theirs.expect_navigation():
            theirs.locator("button[formaction$='/let-through/']").click()
        assert theirs.locator("article.post").count() == 0
        mine.goto(thread.get_absolute_url())
        assert mine.locator("#p2").get_by_text("Valvon usein kolmeen.").is_visible()
        assert mine.locator("#waiting").count() == 0


def test_a_question_is_answered_by_the_keyboard(browser, live_server, thread, member):
    PollFactory(thread=thread)
    with reader(browser, live_server, PHONE, user=member.user) as page:
        page.goto(thread.get_absolute_url())
        page.locator(".poll input[type=radio]").first.focus()
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".poll input[value='2']").is_checked()
