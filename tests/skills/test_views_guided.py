"""The pages of guided mode: what the student sees before and after, the supporter's queue, the coordinator's list."""

import pytest
from django.utils import timezone

from skills.models import SharedReading, SharedText, Supporter
from tests.factories.learning import ReflectionEntryFactory, make_course
from tests.factories.skills import FeedbackFactory, SharedReadingFactory, SharedTextFactory, SupporterFactory
from wellbeing_portal.learning.models import ReflectionEntry
from wellbeing_portal.moderation.registry import report_url


@pytest.fixture
def course(db):
    return make_course("rhythm")


@pytest.fixture
def supporter(diak, staff):
    return SupporterFactory(institution=diak, user=staff)


@pytest.fixture
def entry(student, course):
    return ReflectionEntryFactory(user=student, course=course, body="It was <b>long</b>.")


@pytest.fixture
def shared(student, supporter, course):
    return SharedTextFactory(student=student, supporter=supporter, course=course, note="Clear?", key="my-day")


def text_of(client, path, status=200):
    response = client.get(path, {"lang": "en"})
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def form_of(entry, chosen, **more):
    seen = entry.updated_at.isoformat()
    return {"supporter": str(chosen.public_id), "note": "Clear?", "agree": "on", "seen_at": seen, **more}


def test_the_student_sees_what_is_shared_and_with_whom_before(client, student, supporter, entry):
    client.force_login(student)
    assert f"/skills/me/texts/{entry.public_id}/share/" in text_of(client, "/skills/me/texts/")
    page = text_of(client, f"/skills/me/texts/{entry.public_id}/share/")
    for said in ("It was &lt;b&gt;long", f"{supporter.user.name}, ", "does not see your name", "within 7 days"):
        assert said in page
    assert not SharedText.objects.unscoped("a test").exists()
    response = client.post(f"/skills/me/texts/{entry.public_id}/share/", form_of(entry, supporter))
    shared = SharedText.objects.visible_to(student).get()
    assert (response.status_code, response.headers["Location"]) == (303, f"/skills/me/shared/{shared.public_id}/")
    page = text_of(client, f"/skills/me/shared/{shared.public_id}/")
    for said in ("It was &lt;b&gt;long", "Clear?", f"Shared with {supporter.user.name}", "Nobody has opened it."):
        assert said in page


def test_without_consent_nothing_is_shared(client, student, supporter, entry):
    client.force_login(student)
    address = f"/skills/me/texts/{entry.public_id}/share/?lang=en"
    data = form_of(entry, supporter)
    del data["agree"]
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Clear?" in response.content.decode()
    for wrong in ({"supporter": "nonsense"}, {"supporter": ""}, {"seen_at": "x"}, {"note": "x" * 1001}):
        assert client.post(address, form_of(entry, supporter, **wrong)).status_code == 422
    assert not SharedText.objects.unscoped("a test").exists()


def test_a_text_that_changed_meanwhile_is_shown_again(client, student, supporter, entry):
    client.force_login(student)
    data = form_of(entry, supporter)
    ReflectionEntry.objects.filter(pk=entry.pk).update(updated_at=timezone.now())
    address = f"/skills/me/texts/{entry.public_id}/share/?lang=en"
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Look once more" in response.content.decode()
    entry.refresh_from_db()
    assert entry.updated_at.isoformat() in response.content.decode()
    assert client.post(address, form_of(entry, supporter)).status_code == 303


def test_where_there_is_no_supporter_the_page_says_so(client, student, entry):
    client.force_login(student)
    assert "/share/" not in text_of(client, "/skills/me/texts/")
    assert "There is no supporter" in text_of(client, f"/skills/me/texts/{entry.public_id}/share/")


def test_the_supporter_answers_and_the_student_reads_it(client, student, supporter, shared):
    client.force_login(supporter.user)
    assert "/skills/feedback/" in text_of(client, "/skills/me/")
    queue = text_of(client, "/skills/feedback/")
    assert f"/skills/feedback/{shared.public_id}/" in queue
    assert "It was long." not in queue
    page = text_of(client, f"/skills/feedback/{shared.public_id}/")
    for said in ("It was long.", "Clear?", report_url("skills.shared_text", shared.public_id)):
        assert said in page
    assert student.name not in page
    assert student.email not in page
    assert SharedReading.objects.visible_to(student).count() == 1
    address = f"/skills/feedback/{shared.public_id}/"
    assert client.post(address, {"body": " "}).status_code == 422
    assert client.post(address, {"body": "You saw a lot."}).headers["Location"] == "/skills/feedback/"
    assert "Nothing waits for you" in text_of(client, "/skills/feedback/")
    assert "Send the feedback" not in text_of(client, address)
    client.force_login(student)
    page = text_of(client, f"/skills/me/shared/{shared.public_id}/")
    assert "You saw a lot." in page
    assert page.count(f"<li>{supporter.user.name}, ") == 3
    assert report_url("skills.feedback", shared.feedback.public_id) in page
    assert "Has feedback" in text_of(client, "/skills/me/shared/")


def test_taken_back_it_is_gone_from_the_supporter_at_once(client, student, supporter, shared):
    client.force_login(student)
    address = f"/skills/me/shared/{shared.public_id}/"
    assert client.post(f"{address}withdraw/").status_code == 303
    page = text_of(client, address)
    assert "It was long." not in page
    assert "withdraw/" not in page
    client.force_login(supporter.user)
    assert text_of(client, f"/skills/feedback/{shared.public_id}/", status=404)
    assert str(shared.public_id) not in text_of(client, "/skills/feedback/")


def test_what_comes_back_leads_on(client, student, supporter, shared, entry):
    client.force_login(supporter.user)
    assert client.post(f"/skills/feedback/{shared.public_id}/return/").status_code == 303
    client.force_login(student)
    page = text_of(client, f"/skills/me/shared/{shared.public_id}/")
    assert "The supporter cannot answer it" in page
    assert f"/skills/me/texts/{entry.public_id}/share/" in page
    entry.delete()
    assert "/share/" not in text_of(client, f"/skills/me/shared/{shared.public_id}/")


def test_what_moderation_has_hidden_says_so(client, student, supporter, course, shared):
    answered = SharedTextFactory(student=student, supporter=supporter, course=course, state="answered")
    FeedbackFactory(shared=answered, hidden_at=timezone.now())
    SharedText.objects.filter(pk=shared.pk).update(hidden_at=timezone.now())
    client.force_login(student)
    page = text_of(client, f"/skills/me/shared/{answered.public_id}/")
    assert "Moderation has hidden this answer" in page
    assert "You saw a lot." not in page
    assert "Moderation has hidden this text" in text_of(client, f"/skills/me/shared/{shared.public_id}/")


def test_a_coordinator_names_and_ends(client, people, coordinator, guide):
    client.force_login(coordinator)
    assert "/skills/supporters/" in text_of(client, "/me/")
    assert "There is nobody yet" in text_of(client, "/skills/supporters/")
    assert client.post("/skills/supporters/", {"email": "none@diak.example"}).status_code == 422
    assert client.post("/skills/supporters/", {"email": guide.email}).status_code == 303
    assert "has not agreed yet" in text_of(client, "/skills/supporters/")
    made = Supporter.objects.visible_to(coordinator).get()
    client.force_login(guide)
    assert "asks you to be a supporter" in text_of(client, "/skills/feedback/")
    assert client.post(f"/skills/supporters/{made.public_id}/agree/").headers["Location"] == "/skills/feedback/"
    assert "End being a supporter" in text_of(client, "/skills/feedback/")
    client.force_login(coordinator)
    assert "can be asked" in text_of(client, "/skills/supporters/")
    guide.memberships.all().delete()
    assert "no longer belongs" in text_of(client, "/skills/supporters/")
    response = client.post(f"/skills/supporters/{made.public_id}/end/")
    assert response.headers["Location"] == "/skills/supporters/"


def test_a_supporter_ends_it_and_the_queue_is_closed(client, staff, supporter):
    client.force_login(staff)
    assert client.post(f"/skills/supporters/{supporter.public_id}/end/").headers["Location"] == "/skills/me/"
    assert client.get("/skills/feedback/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    client, people, student, supporter, coordinator, course, rows, django_assert_num_queries
):
    made = SharedTextFactory.create_batch(rows, student=student, supporter=supporter, course=course)
    SharedReadingFactory.create_batch(rows, shared=made[0])
    if rows > 1:
        SupporterFactory.create_batch(rows - 1, institution=supporter.institution)
    for person, path, number in (
        (student, "/skills/me/shared/", 3),
        (student, f"/skills/me/shared/{made[0].public_id}/", 4),
        (supporter.user, "/skills/feedback/", 5),
        (coordinator, "/skills/supporters/", 5),
    ):
        client.force_login(person)
        client.get("/")
        with django_assert_num_queries(number):
            client.get(path)
