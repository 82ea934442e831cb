"""Help now in a real browser: the same hours as on the server, one tap to call, and no connection needed."""

import datetime
import json
import re
import threading
import time
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.utils import translation
from playwright.sync_api import expect

from guidance import queries
from guidance.enums import Age
from guidance.queries import words
from guidance.rules import HELSINKI

pytestmark = pytest.mark.browser

LANGUAGES = ("fi", "sv", "en")
GROUPS = ("open_now", "open_other", "maybe", "closed")
KEPT = """async () => (await (await caches.open("help-now-1")).keys())
  .map(({ url }) => new URL(url).pathname + new URL(url).search)"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _packaged_rows():
    queries.copy_path().unlink(missing_ok=True)


@pytest.mark.parametrize("moment", ["2026-12-23T16:07", "2026-10-24T23:30", "2027-03-27T12:00", "2026-11-27T13:00"])
def test_browser_says_the_same_as_the_server_at_every_turn(page, moment):
    page.goto("/help-now/?lang=en")
    with translation.override("en"):
        start = datetime.datetime.fromisoformat(moment).replace(tzinfo=HELSINKI)
        shown = queries.help_now(language="en", moment=start, age=Age.OLDER)
    held = shown["hours"]
    cards = {card["slug"]: card for name in ("emergency", *GROUPS) for card in shown[name]}
    turns = {turn.minute for card in cards.values() for line in card["lines"] for turn in line["turns"]}
    minutes = sorted(
        {minute + near for minute in turns for near in (-1, 0, 1)} | {0, 45_000} | set(range(0, 41_000, 997))
    )
    told = page.evaluate(
        """async ([held, minutes]) => {
          const { lineText, groupOf } = await import("/static/js/help-now.js");
          return Object.fromEntries(Object.entries(held.rows).map(([slug, row]) => [slug, minutes.map((minute) => [
            groupOf(row, minute, held.days),
            ...row.lines.map(({ turns }) => lineText(turns, minute, held.days, held.words)),
          ])]));
        }""",
        [json.loads(json.dumps(held)), minutes],
    )
    assert told == {
        slug: [
            [
                queries.group_of(card, Age.OLDER, held["days"], minute),
                *(words.line_text(line["turns"], minute, held["days"], held["words"]) for line in card["lines"]),
            ]
            for minute in minutes
        ]
        for slug, card in cards.items()
    }


def placed(page):
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-group]")].map((section) => [
          section.dataset.group, [...section.querySelectorAll(".help-row")].map(({ id }) => id)]))"""
    )


def test_rows_move_while_the_page_stays_open(page):
    page.clock.install()
    page.goto("/help-now/?lang=en")
    now = datetime.datetime.now(HELSINKI)
    for days in range(1, 8):
        then = (now + datetime.timedelta(days=days)).replace(hour=10, minute=30)
        page.clock.set_system_time(then)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        with translation.override("en"):
            shown = queries.help_now(language="en", moment=then)
        assert placed(page) == {name: [card["slug"] for card in shown[name]] for name in GROUPS}
    assert page.locator("#help-copy").is_visible()


def test_nobodys_focus_is_pulled_away(page):
    page.clock.install()
    page.goto("/help-now/?lang=en")
    page.locator("#riku .help-call").focus()
    before = placed(page)
    page.clock.set_system_time(datetime.datetime.now(HELSINKI) + datetime.timedelta(days=60))
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert page.evaluate("document.activeElement.closest('li').id") == "riku"
    assert [name for name, slugs in before.items() if "riku" in slugs] == [
        name for name, slugs in placed(page).items() if "riku" in slugs
    ]
    assert page.locator("#riku .help-state").first.inner_text() == "This page is old: the hours may have changed"


class Portal(ThreadingMixIn, WSGIServer):
    """The portal on a port of its own, without a database: pytest-django would refuse it."""

    daemon_threads = True
    block_on_close = False

    @property
    def url(self):
        return f"http://localhost:{self.server_port}"

    def fall_silent(self):
        """Connections are still taken, and nobody answers."""
        self.shutdown()

    def stop(self):
        self.shutdown()
        self.server_close()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Tests need no log of requests."""


@pytest.fixture
def server():
    portal = make_server("localhost", 0, StaticFilesHandler(get_wsgi_application()), Portal, Quiet)
    threading.Thread(target=portal.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield portal
    portal.stop()


@pytest.fixture
def phone(browser, server):
    context = browser.new_context(base_url=server.url, viewport=PHONE)
    yield context.new_page()
    context.close()


def visit_once(page, language="sv"):
    page.goto(f"/help-now/?lang={language}")
    page.evaluate("async () => (await navigator.serviceWorker.ready).active.state")
    until = time.monotonic() + 20
    while "/help-now/language" not in page.evaluate(KEPT) or not page.evaluate("!!navigator.serviceWorker.controller"):
        assert time.monotonic() < until
        page.wait_for_timeout(100)


def is_whole(page, language):
    return page.evaluate("document.documentElement.lang") == language and page.evaluate(
        """() => document.querySelector('.help-emergency a').href === 'tel:112'
          && getComputedStyle(document.querySelector('.help-call')).minBlockSize !== '0px'
          && document.querySelectorAll('.help-row').length > 20
          && document.querySelectorAll('.help-state').length > 20"""
    )


def test_after_one_visit_the_page_opens_in_three_languages_with_the_server_stopped(phone, server):
    visit_once(phone, "sv")
    server.stop()
    phone.goto("/help-now/")
    assert is_whole(phone, "sv")
    for language in LANGUAGES:
        phone.goto(f"/help-now/?lang={language}&age=30&place=turku")
        assert is_whole(phone, language)
    # The language read last is the one that opens next.
    phone.wait_for_timeout(200)
    phone.goto("/help-now/")
    assert is_whole(phone, "en")
    phone.context.set_offline(True)
    phone.goto("/help-now/")
    assert is_whole(phone, "en")
    expect(phone.locator("#help-copy")).to_be_visible()
    expect(phone.locator(".help-choices").first).to_be_hidden()


def test_a_server_that_does_not_answer_is_waited_for_three_seconds(phone, server):
    visit_once(phone, "fi")
    server.fall_silent()
    started = time.monotonic()
    phone.goto("/help-now/?age=18-29", wait_until="commit")
    assert 2.5 < time.monotonic() - started < 8
    assert phone.evaluate("document.documentElement.lang") == "fi"


def test_a_browser_that_lost_the_copy_still_shows_112(phone, server):
    visit_once(phone, "fi")
    phone.evaluate("caches.delete('help-now-1')")
    server.stop()
    phone.goto("/help-now/")
    assert phone.locator("a").get_attribute("href") == "tel:112"


def test_only_the_page_of_nobody_and_its_assets_are_kept_and_old_copies_go(phone, server):
    phone.goto("/help-now/sw.js")
    phone.evaluate("async () => (await caches.open('help-now-0')).put('/old', new Response('old'))")
    phone.context.add_cookies([{"name": "session", "value": "somebody", "url": server.url}])
    visit_once(phone, "en")
    phone.goto("/help-now/?age=30&place=helsinki")
    phone.goto("/help-now/")
    assert phone.evaluate("caches.keys()") == ["help-now-1"]
    kept = phone.evaluate(KEPT)
    assert sorted(name for name in kept if not name.startswith("/static/")) == [
        "/help-now/?lang=en",
        "/help-now/?lang=fi",
        "/help-now/?lang=sv",
        "/help-now/language",
    ]
    used = phone.evaluate(
        """() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
          .filter((name) => name.startsWith("/static/"))"""
    )
    assert set(used) <= set(kept)
    body = phone.evaluate("async () => (await (await caches.open('help-now-1')).match('/help-now/?lang=en')).text()")
    assert [
        found[1] for found in re.finditer(r'href="([^"]+)" aria-current="true"', body) if found[1].startswith("?")
    ] == ["?place="]


def test_works_without_scripts(browser, server):
    context = browser.new_context(base_url=server.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/help-now/?lang=en")
    page.get_by_role("link", name="30 or over").click()
    assert page.url.endswith("/help-now/?age=30")
    page.get_by_role("link", name="Helsinki", exact=True).click()
    assert page.locator("#social-emergency .help-call").get_attribute("href") == "tel:0931044222"
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_screen_of_a_phone_has_three_numbers_to_tap(page, language):
    page.set_viewport_size(PHONE)
    page.goto(f"/help-now/?lang={language}")
    bar = page.locator(".places").bounding_box()["y"]
    for number in ("112", "116117", "0925250111"):
        box = page.locator(f'a[href="tel:{number}"]').first.bounding_box()
        assert box["height"] >= 48
        assert box["y"] + box["height"] <= bar, number
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["/help-now/?lang=fi", "/help-now/?lang=sv&age=30", "/help-now/?lang=en&place=oulu"]
)
def test_axe_finds_nothing(page, scheme, address):
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    found = Axe().run(page, options={"preload": False})
    assert [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found.response["violations"]
    ] == []


def test_one_sheet_of_paper_holds_it_all(page):
    page.goto("/help-now/?lang=fi")
    sheet = page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") == 1
