"""Self-checks that somebody kept: by their own tick, for their eyes alone, until they delete them."""

import datetime
import json
import uuid

import pytest
import structlog
from django.utils import timezone

from skills.queries import chart_of, my_checks
from tests.factories.learning import EnrolmentFactory, SelfAssessmentResponseFactory, lesson, make_course
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.learning.actions import delete_responses, mark_done
from wellbeing_portal.learning.models import Lesson, SelfAssessmentResponse
from wellbeing_portal.learning.queries import instruments

WHO_5 = [statement.key for statement in instruments()["who-5"].statements]
COMPASS = [statement.key for statement in instruments()["compass"].statements]
OWN = "/skills/me/checks/"
KEEP = "/skills/checks/who-5/keep/"


def form(value="1", **more):
    return {**dict.fromkeys(WHO_5, value), "keep": "on", "once": str(uuid.uuid4()), **more}


def kept(user, check="who-5", value=1, days=0):
    keys = WHO_5 if check == "who-5" else COMPASS
    return SelfAssessmentResponseFactory(
        user=user,
        instrument=check,
        answers=json.dumps(dict.fromkeys(keys, value)),
        made_at=timezone.now() - datetime.timedelta(days=days),
    )


def text_of(client, path=OWN, status=200, **data):
    response = client.get(path, {"lang": "en", **data})
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def signed_in(client, student):
    client.force_login(student)
    return client


def test_the_result_offers_to_keep_it_without_the_tick(signed_in):
    page = signed_in.post("/skills/checks/who-5/?lang=en", form()).content.decode()
    assert f'action="{KEEP}"' in page
    assert page.count('<input type="hidden" name="cheerful" value="1">') == 1
    tick = page[page.index('type="checkbox"') :]
    assert "checked" not in tick[: tick.index(">")]
    assert not SelfAssessmentResponse.objects.exists()


def test_signed_out_nothing_can_be_kept(client, db):
    page = client.post("/skills/checks/who-5/?lang=en", form()).content.decode()
    assert KEEP not in page
    assert "/accounts/login/" in client.post(KEEP, form()).headers["Location"]
    assert not SelfAssessmentResponse.objects.exists()


def test_with_the_tick_it_is_kept_once_and_only_there(signed_in, student):
    once = form()
    with structlog.testing.capture_logs() as lines:
        for _turn in range(2):
            response = signed_in.post(KEEP, once)
            assert (response.status_code, response.headers["Location"]) == (303, OWN)
    assert [(row.user, row.instrument) for row in SelfAssessmentResponse.objects.all()] == [(student, "who-5")]
    assert not Entry.objects.exists()
    assert "cheerful" not in str(lines)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"keep": ""}, "Tick this if you want to keep them"), ({"once": "x"}, "Something needs putting right")],
)
def test_without_the_tick_the_result_comes_back_and_nothing_is_kept(signed_in, change, said):
    response = signed_in.post(f"{KEEP}?lang=en", form(**change))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert page.index('id="help-first"') < page.index("In numbers: 20 of 100")
    assert "no-store" in response.headers["Cache-Control"]
    assert not SelfAssessmentResponse.objects.exists()


def test_incomplete_answers_are_not_kept(signed_in):
    response = signed_in.post(f"{KEEP}?lang=en", form(calm=""))
    assert response.status_code == 422
    assert 'id="calm-error"' in response.content.decode()
    assert not SelfAssessmentResponse.objects.exists()
    assert signed_in.post("/skills/checks/phq-9/keep/", form()).status_code == 404


def test_the_own_page_says_it_in_words_and_draws_it(signed_in, student):
    assert "You have kept nothing" in text_of(signed_in)
    kept(student, value=1, days=30)
    assert "check-chart" not in text_of(signed_in)
    kept(student, value=3)
    page = text_of(signed_in)
    assert page.index("In numbers: 60 of 100") < page.index("In numbers: 20 of 100")
    assert page[page.index("check-chart") :].count("<circle cx") == 2
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.index("<td>20</td>") < table.index("<td>60</td>")
    assert "no-store" in signed_in.get(OWN).headers["Cache-Control"]


def test_results_stand_as_far_apart_as_their_days(student):
    for days, value in ((100, 0), (90, 5), (0, 2)):
        kept(student, value=value, days=days)
    kept(student, check="compass")
    chart = chart_of(student)
    first, second, last = chart.points
    assert [point.number for point in chart.points] == [0, 100, 40]
    assert first.y > last.y > second.y
    assert (second.x - first.x) * 9 == pytest.approx(last.x - second.x, abs=10)
    assert chart.line == f"{first.x},{first.y} {second.x},{second.y} {last.x},{last.y}"


def test_two_results_of_one_moment_are_drawn(student):
    moment = timezone.now()
    for _turn in range(2):
        row = kept(student)
        SelfAssessmentResponse.objects.filter(pk=row.pk).update(made_at=moment)
    assert len({point.x for point in chart_of(student).points}) == 1


def test_an_older_edition_is_listed_by_its_day_alone(signed_in, student):
    SelfAssessmentResponseFactory(user=student, instrument="who-5", edition=9)
    SelfAssessmentResponseFactory(user=student, instrument="gone")
    SelfAssessmentResponseFactory(user=student, instrument="who-5", answers="{}")
    assert text_of(signed_in).count("A check that is no longer asked like this") == 2
    assert chart_of(student) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_costs_the_same_for_one_and_three(signed_in, student, rows, django_assert_num_queries):
    for days in range(rows):
        kept(student, days=days)
    signed_in.get(OWN)
    with django_assert_num_queries(4):
        signed_in.get(OWN)


def test_the_own_page_comes_in_pages(signed_in, student):
    for days in range(11):
        kept(student, days=days)
    assert text_of(signed_in).count("In numbers") == 10
    assert text_of(signed_in, page="2").count("In numbers") == 1


def test_one_is_deleted_or_all(signed_in, student, peer):
    rows = [kept(student) for _turn in range(3)]
    kept(peer)
    assert signed_in.post(f"{OWN}{rows[0].public_id}/delete/").status_code == 303
    assert set(my_checks(student)) == set(rows[1:])
    assert signed_in.post(f"{OWN}delete/").status_code == 303
    assert signed_in.post(f"{OWN}delete/").status_code == 303
    assert [row.user for row in SelfAssessmentResponse.objects.all()] == [peer]
    assert not Entry.objects.exists()
    assert (delete_responses(peer), delete_responses(peer)) == (1, 0)


def test_nobody_else_sees_or_deletes_it_whatever_their_role(client, people):
    row = kept(people.student, value=0)
    for other in (people.peer, people.staff, people.guide, people.moderator, people.coordinator, people.operator):
        client.force_login(other)
        assert not my_checks(other).exists()
        for path in (OWN, "/skills/me/"):
            response = client.get(path, {"lang": "en"})
            assert "In numbers" not in response.content.decode()
        assert client.post(f"{OWN}{row.public_id}/delete/").status_code in (302, 404)
        client.post(f"{OWN}delete/")
    assert SelfAssessmentResponse.objects.get() == row


@pytest.fixture
def course(db):
    return make_course("rhythm", lessons=[lesson("read")], questions=[])


def finished(course, student, *, begun_days=10):
    way = EnrolmentFactory(course=course, user=student, begun_at=timezone.now() - datetime.timedelta(days=begun_days))
    mark_done(student, enrolment=way, lesson=Lesson.objects.get(version=course.current))


def test_who_kept_the_compass_before_a_course_is_asked_back_after_it(signed_in, student, course):
    kept(student, check="compass", value=1, days=11)
    EnrolmentFactory(course=course, user=student, begun_at=timezone.now() - datetime.timedelta(days=10))
    assert "/skills/checks/compass/" not in text_of(signed_in, "/skills/rhythm/")
    SelfAssessmentResponse.objects.update(made_at=timezone.now() - datetime.timedelta(days=11))
    course.enrolments.all().delete()
    finished(course, student)
    assert "/skills/checks/compass/" in text_of(signed_in, "/skills/rhythm/")
    text_of(signed_in, "/skills/me/checks/changed/rhythm/", status=404)
    after = kept(student, check="compass", value=1)
    SelfAssessmentResponse.objects.filter(pk=after.pk).update(
        answers=SelfAssessmentResponse(answers=json.dumps({**dict.fromkeys(COMPASS, 1), "plan": 3})).answers
    )
    assert 'href="/skills/me/checks/changed/rhythm/"' in text_of(signed_in, "/skills/rhythm/")
    page = text_of(signed_in, "/skills/me/checks/changed/rhythm/")
    assert page.count("As before: fits a little") == len(COMPASS) - 1
    assert "Before: fits a little. Now: <strong>fits well</strong>" in page


@pytest.mark.parametrize("days", [None, 5])
def test_without_a_compass_from_before_nothing_is_asked(signed_in, student, course, days):
    if days is not None:
        kept(student, check="compass", days=days)
    finished(course, student)
    assert "/skills/checks/compass/" not in text_of(signed_in, "/skills/rhythm/")


def test_the_change_is_seen_by_nobody_else(client, student, peer, course):
    kept(student, check="compass", days=11)
    finished(course, student)
    kept(student, check="compass")
    finished(course, peer)
    client.force_login(peer)
    assert "changed" not in text_of(client, "/skills/rhythm/")
    text_of(client, "/skills/me/checks/changed/rhythm/", status=404)
