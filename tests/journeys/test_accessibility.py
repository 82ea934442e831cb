"""Every page as its readers meet it: axe finds nothing, nothing sticks out, and the focus is always in sight."""

import time
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from communities.models import Member
from tests.factories.communities import (
    BlockFactory,
    GroupFactory,
    MeetupFactory,
    MeetupGuestFactory,
    MeetupSeriesFactory,
    MemberFactory,
    PostFactory,
    ThreadFactory,
)
from tests.factories.guidance import ServiceFactory
from tests.factories.learning import (
    CODES,
    EnrolmentFactory,
    ReflectionEntryFactory,
    document,
    media_item,
    showing,
    texts,
)
from tests.factories.notifications import MuteFactory, NoticeFactory, SuppressionFactory
from tests.skills.test_practice import SEVEN
from tests.support.media import MP3, PLAYABLE, VTT, picture
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.validators import kept_file
from wellbeing_portal.search.actions import rebuild_index

LESSON = """Some **words**.

## A part

| One | Two |
| --- | --- |
| three | four |

::: example
Somebody did it.
:::

::: exercise
**5 minutes.** Do it.
:::

::: reflection my-day
How was it?
:::

::: support
You are not alone.
:::

::: takeaway
- One thing.
:::

::: source
- Somebody (2020). [A book](https://doi.org/10.1000/1).
:::
"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP, NARROW = (390, 844), (1280, 900), (320, 640)
VIEWS = [(PHONE, "light", "fi"), (PHONE, "dark", "sv"), (DESKTOP, "dark", "en"), (DESKTOP, "light", "sv")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PUBLIC = [
    "/",
    "/communities/",
    "/communities/?theme=nonsense&page=99",
    "/communities/iltarutiinit/",
    "/help-now/",
    "/skills/",
    "/skills/?topic=sleep&length=long",
    "/skills/rhythm/",
    "/skills/rhythm/lessons/read/",
    "/privacy/",
    "/search/?q=ryhma",
    "/search/?q=ryhma&kind=groups",
    "/search/?q=%25",
    "/skills/rhythm/print/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/ui/",
    "/notifications/leave/wrong/",
    "/no-such-page/",
]
SIGNED_IN = [
    "/",
    "/communities/",
    "/communities/iltarutiinit/",
    "/communities/kahvihetki/",
    "/communities/kahvihetki/join/",
    "/communities/iltarutiinit/write/",
    "/communities/iltarutiinit/meetups/",
    "/communities/weeks/",
    "/communities/propose/",
    "/skills/",
    "/skills/rhythm/",
    "/skills/rhythm/lessons/read/",
    "/skills/me/",
    "/skills/me/texts/",
    "/me/",
    "/me/profile/",
    "/me/privacy/",
    "/me/privacy/copy/",
    "/me/blocks/",
    "/notifications/",
    "/notifications/wishes/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/2fa/totp/activate/",
]


def make_illustrated():
    """A course with a picture, a film and a sound in its first lesson."""
    drawn, film, words, sound = (kept_file(one) for one in (picture(size=(800, 400)), PLAYABLE, VTT, MP3))
    keep_files([drawn, film, words, sound])
    items = (
        media_item("drawn", drawn, legend=texts("Drawn"), attribution="Ada"),
        media_item("film", film, captions=dict.fromkeys(CODES, words.sha256), transcript=texts("Hi.")),
        media_item("sound", sound, transcript=texts("Hi.")),
    )
    said = showing(document("rhythm", questions=SEVEN, bodies={"read": LESSON}), *items)
    return publish_course(None, document=said, change_note="").version.course


@pytest.fixture
def world(diak, student, peer):
    """A student in one group with a thread, and another group to join."""
    ServiceFactory()
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    group = GroupFactory(owner=diak, slug="iltarutiinit", card_public=True)
    GroupFactory(owner=diak, slug="kahvihetki", card_public=True)
    member = MemberFactory(user=student, group=group)
    thread = ThreadFactory(author=MemberFactory(user=peer, group=group))
    PostFactory.create_batch(2, thread=thread)
    NoticeFactory(recipient=student, kind="communities.mention", target_id=PostFactory(thread=thread).public_id)
    MuteFactory(recipient=student, key=f"group:{group.public_id}")
    SuppressionFactory(address=student.email)
    rebuild_index()
    meetup = MeetupFactory(group=group, capacity=2, taken=2, place="both", place_text="Aula", details="Tuu mukaan.")
    MeetupGuestFactory(meetup=meetup, member=member)
    course = make_illustrated()
    EnrolmentFactory(course=course, user=student)
    ReflectionEntryFactory(course=course, user=student, lesson_key="read")
    return thread


@contextmanager
def reader(browser, live_server, viewport=PHONE, colours="light", language="fi", user=None, **how):
    """A fresh browser of somebody; every script error and refused policy lands in ``page.troubles``."""
    width, height = viewport
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        color_scheme=colours,
        locale=language,
        reduced_motion="reduce",
        **how,
    )
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if user is not None:
        client = Client()
        client.force_login(user)
        session = client.session
        # Asked for the password a moment ago, so pages about safety do not ask again.
        moment = {"method": "password", "at": time.time(), "email": user.email, "reauthenticated": True}
        session["account_authentication_methods"] = [moment]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: (
            page.troubles.append(f"{page.url}: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    yield page
    context.close()
    assert page.troubles == []


def faults_of(page):
    """What the browser complained of, what axe finds, and what sticks out of the page; leaves the page."""
    # The press of a button may have only begun to lead here.
    page.wait_for_load_state()
    url = page.url
    # At the end of a page nothing lies half under what stays in its place, which axe takes for a small target.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    heard = len(page.troubles)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    faults = [f"{url} {fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{url} is wider than the window")
    # axe tries inline styles of its own, which our policy rightly refuses; leaving waits for all it said of that.
    page.goto("about:blank")
    del page.troubles[heard:]
    return faults


@pytest.mark.parametrize(("viewport", "colours", "language"), VIEWS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_axe_finds_nothing(browser, live_server, world, student, settings, signed_in, viewport, colours, language):
    settings.DEMO = True
    faults = []
    meetup = world.group.meetups.get().get_absolute_url()
    thread = reverse("communities:thread_page", args=[world.public_id])
    paths = [*SIGNED_IN, thread, meetup] if signed_in else PUBLIC
    user = student if signed_in else None
    with reader(browser, live_server, viewport, colours, language, user) as page:
        for path in paths:
            page.goto(path)
            faults += faults_of(page)
    assert faults == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("key", [one["key"] for one in SEVEN])
def test_what_is_told_after_an_answer_is_accessible_and_has_the_focus(browser, live_server, world, key, script):
    with reader(browser, live_server, java_script_enabled=script) as page:
        page.goto("/skills/rhythm/lessons/read/")
        page.locator(f"#q-{key} button").click()
        page.wait_for_selector(f"#told-{key}.errorlist")
        for control in page.locator(f"#q-{key} :is(select, input:not([type=hidden]))").all()[:3]:
            if control.evaluate("one => one.tagName") == "SELECT":
                places = page.locator(f"#q-{key} select").all()
                for place, one in enumerate(places, start=1):
                    one.select_option(index=place)
                break
            if control.get_attribute("type") == "text":
                control.fill("7")
            else:
                control.check()
                break
        page.locator(f"#q-{key} button").click()
        page.wait_for_selector(f"#told-{key}.told")
        if script:
            expect(page.locator(f"#told-{key}")).to_be_focused()
            assert faults_of(page) == []


@pytest.mark.parametrize(("viewport", "colours", "language"), VIEWS)
def test_axe_finds_nothing_where_hosts_plan(browser, live_server, world, peer, viewport, colours, language):
    group = world.group
    Member.objects.filter(group=group, user=peer).update(is_host=True)
    once = group.meetups.get()
    day = MeetupFactory(group=group, series=MeetupSeriesFactory(group=group), on_day=once.starts_at.date())
    MeetupFactory(group=group, state="cancelled", reason="Vetäjä on kipeä.")
    paths = [
        f"/communities/{group.slug}/meetups/",
        f"/communities/{group.slug}/meetups/new/",
        *(f"{meetup.get_absolute_url()}{page}" for meetup in (once, day) for page in ("", "edit/", "cancel/")),
    ]
    faults = []
    with reader(browser, live_server, viewport, colours, language, peer) as page:
        for path in paths:
            assert page.goto(path).status == 200, path
            faults += faults_of(page)
    assert faults == []


@pytest.mark.parametrize(("viewport", "colours", "language"), VIEWS)
def test_axe_finds_nothing_beside_words_of_distress_and_blocks(
    browser, live_server, world, student, viewport, colours, language
):
    BlockFactory(by=student, group=world.group)
    post = world.posts.last()
    faults = []
    with reader(browser, live_server, viewport, colours, language, student) as page:
        for path in ("/me/blocks/", reverse("communities:post_block", args=[post.public_id])):
            assert page.goto(path).status == 200, path
            faults += faults_of(page)
        for said in ("En jaksa enää elää.", "Laita viestiä numeroon 040 123 4567."):
            page.goto(world.get_absolute_url())
            page.locator("#id_body").fill(said)
            page.locator("#write .btn-primary").click()
            page.wait_for_selector("button[name=as_is]")
            faults += faults_of(page)
        page.goto(world.get_absolute_url())
        page.locator("#id_body").fill("En jaksa enää elää.")
        page.locator("#write .btn-primary").click()
        with page.expect_navigation(url="**/communities/threads/*/?page=*"):
            page.locator("button[name=as_is]").click()
        assert page.locator("#care-title").count() == 1
        faults += faults_of(page)
    assert faults == []


def test_a_refused_form_is_as_accessible_as_a_fresh_one(browser, live_server, world, student):
    with reader(browser, live_server, user=student) as page:
        page.goto("/communities/kahvihetki/join/")
        page.get_by_role("textbox").fill("")
        page.locator("main form button.btn-primary").click()
        page.wait_for_selector(".error-summary")
        assert page.evaluate("document.activeElement.className") == "error-summary"
        page.locator(".error-summary a").first.click()
        assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
        assert faults_of(page) == []


@pytest.mark.parametrize("path", ["/", "/communities/", "/communities/iltarutiinit/", "/help-now/", "/accounts/login/"])
def test_pages_fit_320_pixels(browser, live_server, world, path):
    with reader(browser, live_server, NARROW) as page:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", ["/", "/communities/", "/help-now/", "/accounts/login/"])
def test_what_has_the_focus_is_never_hidden(browser, live_server, world, path):
    """The places stand fixed at the foot of a phone's screen; tabbing scrolls things out from under them."""
    hidden = """() => {
        const one = document.activeElement, box = one.getBoundingClientRect();
        const places = document.querySelector(".places").getBoundingClientRect();
        if (one === document.body || one.closest(".places") || !box.height) return null;
        return box.top >= places.top || box.bottom <= 0 ? one.outerHTML.slice(0, 120) : null;
    }"""
    with reader(browser, live_server) as page:
        page.goto(path)
        for _ in range(60):
            page.keyboard.press("Tab")
            assert page.evaluate(hidden) is None


@pytest.mark.parametrize("script", [True, False])
def test_colours_are_chosen_with_and_without_a_script(browser, live_server, world, script):
    with reader(browser, live_server, java_script_enabled=script) as page:
        page.goto("/communities/?theme=sleep")
        page.locator("button[value=dark]").click()
        page.wait_for_selector("html[data-theme=dark]")
        assert page.url.endswith("/communities/?theme=sleep")
        page.goto("/help-now/")
        assert page.locator("html[data-theme=dark]").count() == 1


@pytest.mark.parametrize("way", ["click", "keys"])
def test_leaving_takes_the_page_out_of_the_history(browser, live_server, world, way):
    with reader(browser, live_server, viewport=DESKTOP) as page:
        page.route("https://yle.fi/**", lambda route: route.fulfill(body="<h1>Uutiset</h1>", content_type="text/html"))
        page.goto("/help-now/")
        page.goto("/communities/")
        with page.expect_navigation(url="https://yle.fi/"):
            if way == "click":
                page.locator(".leave").click()
            else:
                page.keyboard.press("Escape")
                page.keyboard.press("Escape")
        page.go_back()
        assert page.url.endswith("/help-now/")


def test_the_way_out_is_a_plain_link_without_a_script(browser, live_server, world):
    with reader(browser, live_server, java_script_enabled=False) as page:
        page.goto("/")
        assert page.locator(".leave").get_attribute("href") == "https://yle.fi"
