"""A theme chat in three browsers: a host, a student and a peer; what one writes the others read without loading."""

import re
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from communities.models import ChatMessage
from tests.factories.chats import ChatFactory, ChatFoldFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import GroupFactory, MemberFactory
from tests.journeys.test_accessibility import DESKTOP, PHONE, faults_of, reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = {"host": {"width": 1280, "height": 900}, "student": {"width": 390, "height": 844}}


@contextmanager
def browser_of(browser, live_server, person, size):
    """A browser in which the person has signed in; script errors fail the test."""
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    client = Client()
    client.force_login(person)
    context = browser.new_context(base_url=live_server.url, viewport=SIZES[size])
    context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url},
        ]
    )
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert troubles == []


@pytest.fixture
def group(diak, staff, student, peer):
    group = GroupFactory(owner=diak, slug="uni-ja-illat", title_en="Sleep and evenings", speaks_en=True)
    MemberFactory(group=group, user=staff, is_host=True)
    for person in (student, peer):
        MemberFactory(group=group, user=person)
    return group


def come_in(page, chat, nickname, *, as_host=False):
    page.goto(chat.get_absolute_url())
    page.locator("input[name=nickname]").fill(nickname)
    page.locator("input[name=accept]").check()
    door = "host/" if as_host else "enter/"
    button = page.locator(f"button[formaction$='{door}']") if as_host else page.locator("form .btn-primary").first
    with page.expect_navigation():
        button.click()


def write(page, text):
    page.locator("textarea[name=body]").fill(text)
    page.locator("[data-say] .btn-primary").click()
    expect(page.locator("textarea[name=body]")).to_have_value("")


def message(page, text):
    return page.locator(".say", has_text=text)


def test_three_people_in_one_chat(browser, live_server, group, staff, student, peer, diak):
    chat = ChatFactory(owner=diak, group=group, theme="When sleep does not come", holds_first=1)
    with (
        browser_of(browser, live_server, staff, "host") as host,
        browser_of(browser, live_server, student, "student") as one,
        browser_of(browser, live_server, peer, "student") as other,
    ):
        come_in(host, chat, "Calm harbour", as_host=True)
        come_in(one, chat, "Yellow clock")
        come_in(other, chat, "Rainy bridge")

        write(one, "It is three at night again.")
        expect(message(one, "three at night")).to_contain_text("Waits for a host")
        waiting = message(host, "three at night")
        expect(waiting).to_contain_text("Waits for you")
        expect(message(other, "three at night")).to_have_count(0)
        waiting.locator("button[formaction$='/let/']").click()
        expect(message(other, "three at night")).to_contain_text("Yellow clock")
        expect(message(one, "three at night")).not_to_contain_text("Waits for a host")

        write(host, "Good that you came.")
        for page in (one, other):
            expect(message(page, "Good that you came")).to_be_visible()
            expect(page.locator("[data-news]")).to_contain_text("Calm harbour")

        heard = message(other, "three at night")
        heard.locator("details.menu > summary").click()
        heard.locator("button[formaction$='/fold/']").click()
        expect(heard.locator(".say-text")).to_be_hidden()
        expect(other.locator(".say summary:focus")).to_have_count(1)
        write(one, "Nobody else is awake.")
        expect(message(other, "Nobody else is awake").locator(".say-text")).to_be_hidden()
        expect(other.locator("[data-news]")).to_have_text("")
        heard.locator("details.menu > summary").click()
        heard.locator("button[formaction$='/unfold/']").click()
        expect(message(other, "Nobody else is awake").locator(".say-text")).to_be_visible()

        write(one, "I live in room 12.")
        expect(message(other, "room 12")).to_be_visible()
        told = message(host, "room 12")
        told.locator("summary").click()
        told.locator("button[formaction$='/hide/']").first.click()
        expect(other.get_by_text("room 12")).to_have_count(0)
        expect(other.get_by_text("A host has hidden this message.")).to_be_visible()
        expect(message(one, "room 12")).to_contain_text("by which somebody can be found")

        other.locator("input[name=hosts_only]").check()
        write(other, "Can I just read?")
        expect(message(host, "just read")).to_contain_text("to the hosts")
        expect(message(one, "just read")).to_have_count(0)

        host.locator(".chat-steer > summary").click()
        host.locator("button[value=goodbye]").click()
        expect(one.locator("[data-when=closing]")).to_be_visible()
    assert ChatMessage.objects.count() == 5
    assert not re.search("Hiljainen kuusi", "".join(ChatMessage.objects.values_list("body", flat=True)))


@pytest.mark.parametrize(("viewport", "colours", "language"), [(PHONE, "light", "fi"), (DESKTOP, "dark", "sv")])
def test_axe_finds_nothing_in_chats(
    browser, live_server, group, diak, staff, student, peer, viewport, colours, language
):
    chat = ChatFactory(owner=diak, group=group)
    guest = ChatGuestFactory(chat=chat, user=student)
    host = ChatGuestFactory(chat=chat, user=staff, is_host=True)
    planned = ChatFactory(owner=diak, group=group, planned=True)
    closed = ChatFactory(owner=diak, group=group, closed_at=chat.opens_at, closed_why="no_host")
    for facts in ({}, {"held_for": "words"}, {"hidden_at": chat.opens_at, "hidden_reason": "Syy"}, {"told": "hosts"}):
        ChatMessageFactory(guest=guest, **facts)
    ChatMessageFactory(guest=host, told="one", to=guest)
    folded = ChatMessageFactory(guest=ChatGuestFactory(chat=chat, user=peer)).guest
    ChatFoldFactory(by=guest, whom=folded)
    rooms = [one.get_absolute_url() for one in (chat, planned, closed)]
    pages = {
        student: ["/communities/chats/", *rooms, f"{rooms[0]}?care=1", f"/communities/{group.slug}/"],
        staff: [*rooms, f"/communities/chats/guests/{guest.public_id}/", f"/communities/{group.slug}/chat/"],
    }
    faults = []
    for person, paths in pages.items():
        with reader(browser, live_server, viewport, colours, language, person) as page:
            for path in paths:
                page.goto(path)
                page.wait_for_load_state("networkidle")
                faults += faults_of(page)
    assert faults == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_where_one_writes_stays_in_sight_and_covers_nothing_that_has_the_focus(
    browser, live_server, diak, student, viewport
):
    guest = ChatGuestFactory(chat=ChatFactory(owner=diak), user=student)
    ChatMessageFactory.create_batch(14, guest=ChatGuestFactory(chat=guest.chat))
    covered = """() => {
        const one = document.activeElement, form = document.querySelector("#write");
        if (one === document.body || form.contains(one) || one.closest(".top, .places")) return null;
        const box = one.getBoundingClientRect(), over = form.getBoundingClientRect();
        return box.top < over.bottom - 1 && box.bottom > over.top + 1 ? one.outerHTML.slice(0, 120) : null;
    }"""
    with reader(browser, live_server, viewport, user=student) as page:
        page.goto(guest.chat.get_absolute_url())
        page.evaluate("scrollTo(0, 0)")
        box = page.locator("#write .btn-primary").bounding_box()
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.closest('#write') !== null", middle)
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate(covered) is None
