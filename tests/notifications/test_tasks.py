"""The ticks: thin, bounded, safe to lose and to run twice; and the settings that make them so."""

import ast
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.utils import timezone

from tests.support.matrix import ROOTS
from wellbeing_portal.celery import ALIVE, touch_alive
from wellbeing_portal.notifications import tasks
from wellbeing_portal.notifications.models import Delivery, Heartbeat, Reminder, Wishes

ROOT = Path(__file__).parents[2]
CONF = current_app.conf
MOST_AHEAD = 300


def files():
    return [path for root in ROOTS for path in (ROOT / root).rglob("*.py") if "migrations" not in path.parts]


# --- what each does


@pytest.mark.django_db
def test_every_tick_tells_that_its_worker_is_alive():
    tasks.fire_due()
    (row,) = Heartbeat.objects.all()
    assert row.name not in ("", "beat")
    assert timezone.now() - row.at < timedelta(seconds=10)


@pytest.mark.django_db
def test_the_beat_is_heard_of_through_its_own_tick_alone():
    for task in (tasks.plan_letters, tasks.deliver_due, tasks.sweep, tasks.forget_old):
        task()
    assert not Heartbeat.objects.filter(name="beat").exists()
    tasks.beat()
    assert Heartbeat.objects.filter(name="beat").exists()


def test_a_sweep_frees_what_is_held_and_lets_people_settle_in(student):
    now = timezone.now()
    Delivery.objects.create(
        key="x",
        kind="gone.kind",
        target_id=uuid.uuid4(),
        due_at=now,
        state="claimed",
        claim=uuid.uuid4(),
        lease_until=now,
    )
    tasks.sweep()
    assert list(Delivery.objects.values_list("state", flat=True)) == ["waiting"]
    assert Wishes.objects.get().recipient == student


def test_ticks_say_and_send_what_is_due(student):
    """Of kinds that nobody declares any more: both are looked at, and dropped."""
    now = timezone.now()
    Reminder.objects.create(kind="gone.kind", recipient=student, target_id=uuid.uuid4(), due_at=now)
    Delivery.objects.create(key="x", kind="gone.kind", recipient=student, target_id=uuid.uuid4(), due_at=now)
    tasks.fire_due()
    tasks.deliver_due()
    assert [Reminder.objects.get().state, Delivery.objects.get().state] == ["dropped", "dropped"]


@pytest.mark.django_db
def test_a_task_goes_on_until_nothing_is_due_but_not_for_ever(monkeypatch):
    left = [3, 2, 1, 0]
    tasks._in_batches(lambda: left.pop(0))
    assert left == []

    turns = []
    monkeypatch.setattr(tasks, "SECONDS", 0)
    tasks._in_batches(lambda: turns.append(1) or 1)
    assert turns == [1]


@pytest.mark.django_db
def test_a_task_leaves_its_trace_for_the_health_check_of_its_container():
    ALIVE.unlink(missing_ok=True)
    touch_alive()
    assert ALIVE.exists()
    ALIVE.unlink()


# --- the promises of the settings


def test_every_tick_is_a_task_without_arguments_that_expires_before_the_next():
    current_app.loader.import_default_modules()
    wrong = [
        name
        for name, entry in CONF.beat_schedule.items()
        if entry["task"] not in current_app.tasks
        or entry.get("args")
        or entry.get("kwargs")
        or entry["options"] != {"expires": entry["schedule"]}
    ]
    assert wrong == []
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert ours == {entry["task"] for entry in CONF.beat_schedule.values()}


def test_the_three_visibility_time_outs_agree_and_outlast_every_task():
    assert (
        CONF.visibility_timeout
        == CONF.broker_transport_options["visibility_timeout"]
        == CONF.result_backend_transport_options["visibility_timeout"]
    )
    assert tasks.SECONDS < CONF.task_soft_time_limit < CONF.task_time_limit < CONF.visibility_timeout


def test_a_task_is_given_back_when_its_worker_dies():
    assert (CONF.task_acks_late, CONF.task_reject_on_worker_lost) == (True, True)
    assert (CONF.worker_prefetch_multiplier, CONF.worker_cancel_long_running_tasks_on_connection_loss) == (1, True)
    assert CONF.worker_soft_shutdown_timeout < 60


def test_nothing_but_json_travels_and_nothing_comes_back():
    assert (CONF.task_serializer, CONF.accept_content, CONF.timezone) == ("json", ["json"], "UTC")
    assert (CONF.result_backend, CONF.task_ignore_result) == (None, True)


def called(path, *names):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def test_no_task_is_asked_for_later_than_five_minutes():
    """Redis would hand it out again and again; what is to come is a row with its moment."""
    far = []
    for path in files():
        for call in called(path, "apply_async", "signature", "send_task", "retry", "shared_task", "subtask", "s", "si"):
            for word in call.keywords:
                value = word.value.value if isinstance(word.value, ast.Constant) else None
                near = isinstance(value, int | float) and value <= MOST_AHEAD
                if word.arg in ("eta", "countdown", "default_retry_delay") and not near:
                    far.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert far == []


def test_the_search_for_far_tasks_finds_them(tmp_path):
    (tmp_path / "x.py").write_text("task.apply_async(countdown=301)\nask('x')")
    assert len(list(called(tmp_path / "x.py", "apply_async"))) == 1


def test_tasks_are_asked_for_by_the_kernel_alone_and_with_ids_alone():
    """``ask`` takes keywords, of which each is an id; every other way to a broker stays shut."""
    others, wrong = [], []
    for path in files():
        if path.name != "jobs.py":
            others += [f"{path.name}:{call.lineno}" for call in called(path, "apply_async", "send_task", "delay")]
        for call in called(path, "ask"):
            names = [word.arg or "**" for word in call.keywords]
            wrong += [f"{path.name}:{call.lineno} {name}" for name in names if not name.endswith(("id", "ids"))]
    assert (others, wrong) == ([], [])
