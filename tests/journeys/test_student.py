"""A student's first evening: land, sign in, find people, join, write, leave; by touch, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from communities.models import Member, Post
from tests.factories.accounts import verified
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
    verified(student)
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
    page.locator("main form:has(input[name=accept]) button[type=submit], main form:has(input[name=accept]) .btn-primary").last.click()
    taps += 1
    expect(page).to_have_url(re.compile(f"/communities/{group.slug}/$"))
    assert taps <= 4
    assert Member.objects.get(user=student).pseudonym == suggested

    page.locator("main a[href*='/communities/threads/']").first.click()
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
