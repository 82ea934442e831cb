"""A student's first evening: land, sign in, find people, join, write, leave; by touch, by mouse and by keyboard."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from communities.models import Member, Post
from tests.factories.communities import GroupFactory, GroupThemeFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def group(stranger):
    """A group of another institution in which somebody has written."""
    group = GroupFactory(
        owner=InstitutionFactory(slug="kamk"),
        slug="uni-ja-illat",
        title_fi="Uni ja illat",
        title_sv="Sömn och kvällar",
        title_en="Sleep and evenings",
        card_public=True,
        speaks_sv=True,
        speaks_en=True,
    )
    GroupThemeFactory(group=group)
    PostFactory(thread=ThreadFactory(author=MemberFactory(group=group, user=stranger)))
    return group


def sign_in(page, person):
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill("correct-horse-1")
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_student_finds_a_group_joins_writes_and_leaves(page, student, group, size, language):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    page.set_viewport_size(size)
    page.goto(f"/?lang={language}")
    taps = 0
    for target in (
        page.locator("main a[href='/communities/']").first,
        page.locator(f"main a[href='/communities/{group.slug}/']").first,
        page.locator(f"main a[href$='/communities/{group.slug}/join/']").first,
    ):
        target.click()
        taps += 1
    sign_in(page, student)
    expect(page).to_have_url(re.compile(f"/communities/{group.slug}/join/"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    suggested = page.locator("input[name=pseudonym]").input_value()
    page.locator("input[name=accept]").check()
    page.locator("main form:has(input[name=accept]) .btn-primary").last.click()
    taps += 1
    expect(page).to_have_url(re.compile(f"/communities/{group.slug}/$"))
    assert taps <= 4
    assert Member.objects.get(user=student).pseudonym == suggested

    page.locator("main a[href*='/communities/threads/']").first.click()
    # On a phone the way up takes the place of the name, so that the two never lie on each other.
    expect(page.locator(".crumb a")).to_be_visible()
    assert page.locator(".brand").is_visible() == (size == DESKTOP)
    page.locator("textarea[name=body]").fill("Minulla auttaa **sama** iltakävely.")
    page.locator("main form:has(textarea[name=body]) .btn-primary").last.click()
    expect(page.locator("main strong", has_text="sama")).to_be_visible()
    expect(page.get_by_text(suggested).first).to_be_visible()
    assert student.email not in page.content()
    assert Post.objects.filter(author__user=student).count() == 1

    page.goto(f"/communities/{group.slug}/")
    leave = page.locator("details.confirm:has(form[action$='/leave/'])")
    leave.locator("summary").click()
    leave.locator("button").click()
    expect(page).to_have_url(re.compile("/communities/"))
    assert Member.objects.get(user=student).state == "left"


def tab_to(page, selector, *, most=60):
    """Press Tab until the wanted element has the focus; it must be in sight, outside whatever sticks to the edges."""
    for _press in range(most):
        page.keyboard.press("Tab")
        here = page.locator("*:focus")
        if here.count() and here.evaluate("(element, wanted) => element.matches(wanted)", selector):
            assert here.evaluate(
                """element => {
                    const box = element.getBoundingClientRect();
                    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
                    return element === top || element.contains(top) || (top && top.contains(element));
                }"""
            ), f"{selector} is hidden while it has the focus"
            return
    raise AssertionError(f"no Tab reached {selector}")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_same_by_keyboard_only(page, student, group, size):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    page.set_viewport_size(size)
    page.goto("/?lang=fi")
    page.keyboard.press("Tab")
    assert page.locator("*:focus").get_attribute("href") == "#main"
    page.keyboard.press("Enter")
    for address in ("/communities/", f"/communities/{group.slug}/", f"/communities/{group.slug}/join/"):
        tab_to(page, f"main a[href$='{address}']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "input[name=login]")
    page.keyboard.type(student.email)
    tab_to(page, "input[name=password]")
    page.keyboard.type("correct-horse-1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "input[name=accept]")
    page.keyboard.press("Space")
    tab_to(page, "main .btn-primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, f"main a[href$='/communities/{group.slug}/write/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "input[name=title]")
    page.keyboard.type("Hei kaikille")
    tab_to(page, "textarea[name=body]")
    page.keyboard.type("Olen uusi täällä.")
    tab_to(page, "main .btn-primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1", has_text="Hei kaikille")).to_be_visible()
    assert Post.objects.get(author__user=student).body == "Olen uusi täällä."


@pytest.mark.parametrize("way", ["leave", "escape", "sign out"])
def test_leaving_and_signing_out_forget_the_draft_on_a_shared_device(browser, live_server, student, group, way):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    thread = group.threads.get()
    MemberFactory(group=group, user=student)
    context = browser.new_context(base_url=live_server.url)
    context.route("https://yle.fi/**", lambda route: route.fulfill(body="<h1>Uutiset</h1>", content_type="text/html"))
    page = context.new_page()
    page.goto("/accounts/login/")
    sign_in(page, student)
    page.goto(f"/communities/threads/{thread.public_id}/")
    page.locator("textarea[name=body]").fill("Tätä en vielä lähetä.")
    drafts = "() => Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"
    for _wait in range(50):
        if page.evaluate(drafts):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(drafts) == 1
    if way == "leave":
        page.locator("a.leave").click()
    elif way == "escape":
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    else:
        page.goto("/me/")
        assert page.evaluate(drafts) == 1
        with page.expect_navigation():
            page.locator("form[action='/accounts/logout/'] button").click()
    if way != "sign out":
        page.wait_for_url("https://yle.fi/**")
    page.goto("/help-now/")
    assert page.evaluate(drafts) == 0
    context.close()
