"""A tired student on a phone: finds a course, reads without an account, practises, signs in, writes, goes on later."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from tests.factories.learning import choice, document, lesson, make_course, media_item, question, showing
from tests.journeys.test_student import sign_in
from tests.support.media import PLAYABLE, VTT
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.models import Enrolment, ReflectionEntry
from wellbeing_portal.learning.validators import kept_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "Words to read.\n\n::: reflection my-day\nHow was your day?\n:::\n"


@pytest.fixture
def course(db):
    order = question("order", "one", type="ordering", choices=[choice("first"), choice("second")])
    return make_course(
        "rhythm",
        lessons=[lesson("one"), lesson("two")],
        questions=[question("pick", "one"), order],
        bodies={"one": BODY},
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_learner_reads_practises_writes_and_goes_on(page, student, course, language):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?lang={language}")
    page.locator(".places a[href='/skills/']").click()
    page.locator("main a[href='/skills/rhythm/']").click()
    page.locator("main a.btn-primary").click()
    expect(page).to_have_url(re.compile("/skills/rhythm/lessons/one/$"))

    assert "explanation" not in page.content()
    page.locator("#q-pick input[value=a]").check()
    page.locator("#q-pick button").click()
    expect(page.locator("#told-pick")).to_be_focused()
    expect(page.locator("#told-pick")).to_contain_text(f"feedback a {language}")
    assert "explanation order" not in page.content()

    page.locator("main a[href^='/accounts/login/']").click()
    sign_in(page, student)
    expect(page).to_have_url(re.compile("/skills/rhythm/lessons/one/$"))
    page.locator("textarea[name=body]").fill("Long, and then quiet.")
    page.locator("form:has(textarea[name=body]) button").click()
    expect(page.locator("textarea[name=body]")).to_have_value("Long, and then quiet.")
    page.locator(".lesson-end .btn-primary").click()
    expect(page).to_have_url(re.compile("/skills/rhythm/lessons/two/$"))

    # Looking back is noted by the page itself, and home leads there no more: that lesson is done.
    with page.expect_response(re.compile("/lessons/one/opened/$")) as noted:
        page.locator(".lesson-ways a[rel=prev]").click()
    assert noted.value.status == 204
    assert Enrolment.objects.visible_to(student).get().last_lesson == "one"
    page.goto("/")
    page.locator("main a[href='/skills/rhythm/lessons/two/']").click()
    page.locator(".lesson-end .btn-primary").click()
    expect(page).to_have_url(re.compile("/skills/rhythm/$"))

    page.goto("/skills/me/texts/")
    expect(page.get_by_text("Long, and then quiet.")).to_be_visible()
    page.locator("details.confirm summary").click()
    page.locator("details.confirm button").click()
    expect(page.get_by_text("Long, and then quiet.")).to_have_count(0)
    assert not ReflectionEntry.objects.visible_to(student).exists()


def test_everything_goes_without_a_script(browser, live_server, student, course):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/skills/rhythm/lessons/one/?lang=en")
    for select, place in zip(page.locator("#q-order select").all(), ("1", "2"), strict=True):
        select.select_option(place)
    page.locator("#q-order button").click()
    expect(page.locator("#told-order")).to_be_in_viewport()
    expect(page.locator("#told-order")).to_contain_text("explanation order en")
    assert [one.input_value() for one in page.locator("#q-order select").all()] == ["1", "2"]
    assert page.locator(".told").count() == 1
    context.close()


def test_a_film_plays_with_its_captions_and_asks_for_nothing_before(page, db):
    film, words = kept_file(PLAYABLE), kept_file(VTT)
    keep_files([film, words])
    item = media_item("film", film, captions=dict.fromkeys(("fi", "sv", "en"), words.sha256))
    publish_course(None, document=showing(document("rhythm"), item), change_note="")
    asked = []
    page.on("response", lambda answer: asked.append(answer.status) if answer.url.endswith(".webm") else None)
    page.goto("/skills/rhythm/lessons/read/?lang=sv")
    page.wait_for_load_state("networkidle")
    assert asked == []
    video = page.locator("video")
    video.evaluate("film => { film.muted = true; return film.play(); }")
    ask = "film => [film.currentTime > 0.1, film.textTracks[0].mode, film.textTracks[0].cues?.length]"
    for _turn in range(100):
        if video.evaluate(ask) == [True, "showing", 1]:
            break
        page.wait_for_timeout(50)
    assert video.evaluate(ask) == [True, "showing", 1]
    assert video.evaluate("film => film.textTracks[0].label") == "svenska"
    assert set(asked) == {206}
