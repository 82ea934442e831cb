"""Loading the directory and its copy."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command

from guidance import actions, queries
from guidance.models import Schedule, Service, ServiceArea
from tests.factories.guidance import ScheduleFactory, ServiceAreaFactory, ServiceFactory
from wellbeing_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_copy():
    queries.copy_path().unlink(missing_ok=True)
    yield
    queries.copy_path().unlink(missing_ok=True)


def test_loading_twice_changes_nothing_the_second_time(capsys, django_capture_on_commit_callbacks):
    lines = queries.packaged_services()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_services")
    keys = list(Schedule.objects.values_list("pk", flat=True))
    call_command("load_services")
    assert capsys.readouterr().out.splitlines() == [f"{len(lines)} services changed.", "0 services changed."]
    assert list(Schedule.objects.values_list("pk", flat=True)) == keys
    assert Entry.objects.filter(action="guidance.service_loaded").count() == len(lines)


def test_copy_holds_the_same_rows_as_the_file(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.load_services(actor=None, lines=queries.packaged_services())
    assert queries.copied_services() == queries.packaged_services()
    assert queries.copy_state().age < datetime.timedelta(minutes=1)


def test_loading_asks_the_same_number_of_questions_for_one_and_three_unchanged_rows(django_assert_num_queries):
    lines = queries.packaged_services()[:3]
    actions.load_services(actor=None, lines=lines)
    for count in (1, 3):
        # The rows with their two parts, and the savepoint around.
        with django_assert_num_queries(5):
            assert actions.load_services(actor=None, lines=lines[:count]) == 0


def test_changed_line_changes_its_row_only():
    lines = queries.packaged_services()
    actions.load_services(actor=None, lines=lines)
    lines[1]["phone"] = "000"
    assert actions.load_services(actor=None, lines=lines) == 1
    assert Service.objects.get(slug=lines[1]["slug"]).phone == "000"
    assert Service.objects.count() == len(lines)


def test_changed_hours_and_areas_take_the_place_of_the_old():
    line = next(row for row in queries.packaged_services() if row["areas"])
    actions.load_services(actor=None, lines=[line])
    line["areas"] = line["areas"][:1]
    line["schedules"] = []
    assert actions.load_services(actor=None, lines=[line]) == 1
    assert [area.town_fi for area in ServiceArea.objects.all()] == ["Helsinki"]
    assert Schedule.objects.count() == 0


@pytest.mark.parametrize(
    ("part", "name", "value"), [(None, "url", "javascript:alert(1)"), ("schedules", "byday", "FR,MO")]
)
def test_bad_line_changes_nothing(part, name, value):
    lines = queries.packaged_services()[:2]
    target = lines[1] if part is None else lines[1][part][0]
    target[name] = value
    with pytest.raises(ValidationError):
        actions.load_services(actor=None, lines=lines)
    assert Service.objects.count() == 0


def test_services_copy_writes_the_copy_of_this_server(capsys):
    ServiceFactory(slug="only")
    assert queries.copy_state().missing
    call_command("services", "copy")
    assert capsys.readouterr().out == f"Help now reads {queries.copy_path()}.\n"
    assert [row["slug"] for row in queries.copied_services()] == ["only"]


def test_services_due_lists_what_a_person_must_check(capsys):
    checked = {"checked_on": datetime.date(2026, 11, 1), "checked_by": "Kaisa", "phone": "1", "sureness": "A"}
    ScheduleFactory(service=ServiceFactory(slug="fine", next_check=datetime.date(2026, 12, 1), **checked))
    late = ServiceFactory(
        slug="late", crisis=True, next_check=datetime.date(2026, 11, 20), url="https://a.fi", **checked
    )
    ServiceAreaFactory(service=late, slug="x", town_fi="Oulu")
    ServiceFactory(slug="bare", unconfirmed=True)
    with time_machine.travel(datetime.datetime(2026, 11, 24, 10, tzinfo=datetime.UTC), tick=False):
        call_command("services", "due")
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "service sure crisis next check look at why",
        "late A yes 2026-11-20 https://a.fi check overdue; no hours; no number in Oulu",
        "bare C example.org never checked; sources leave something open; no way to reach it; no hours",
        "2 to check.",
    ]


def test_every_packaged_row_is_due_until_somebody_checks_it():
    actions.load_services(actor=None, lines=queries.packaged_services())
    due = queries.services_due(datetime.date(2026, 11, 24))
    assert len(due) == len(queries.packaged_services())
    assert [row.crisis for row in due] == sorted((row.crisis for row in due), reverse=True)


def test_directory_is_visible_to_anybody():
    schedule = ScheduleFactory()
    area = ServiceAreaFactory(service=schedule.service)
    assert list(Schedule.objects.visible_to(AnonymousUser())) == [schedule]
    assert list(ServiceArea.objects.visible_to(AnonymousUser())) == [area]
    assert list(Service.objects.visible_to(AnonymousUser())) == [schedule.service]
    assert str(schedule.service).startswith("Palvelu")
    assert str(schedule).endswith(": *")
    assert str(area) == area.town_fi
