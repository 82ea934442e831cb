"""Loading the directory and its copy."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from guidance import actions, queries
from guidance.models import Schedule, Service
from tests.factories.guidance import ScheduleFactory
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
    assert queries.copy_path().exists()
    assert queries.copied_services() == queries.packaged_services()


def test_changed_line_changes_its_row_only():
    lines = queries.packaged_services()
    actions.load_services(actor=None, lines=lines)
    lines[1]["phone"] = "000"
    assert actions.load_services(actor=None, lines=lines) == 1
    assert Service.objects.get(slug=lines[1]["slug"]).phone == "000"
    assert Service.objects.count() == len(lines)


def test_directory_is_visible_to_anybody():
    schedule = ScheduleFactory()
    assert list(Schedule.objects.visible_to(AnonymousUser())) == [schedule]
    assert list(Service.objects.visible_to(AnonymousUser())) == [schedule.service]
    assert str(schedule.service).startswith("Palvelu")
    assert str(schedule).endswith(": 0")
