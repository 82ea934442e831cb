"""The Celery app: ``celery -A wellbeing_portal worker`` and ``beat``. Its settings are in settings.py, as CELERY_*."""

import os
import tempfile
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import after_task_publish, beat_init, setup_logging, task_postrun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing_portal.settings")

app = Celery("wellbeing_portal")
# The current app is kept by thread: without this the threads of a web server would ask a broker of their own.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Of this container alone; deploy/probe.py looks at its age.
ALIVE = Path(tempfile.gettempdir()) / "portal-clockwork"


@setup_logging.connect(weak=False)
def keep_our_logs(**told: Any) -> None:
    """Celery sets up no logs where somebody listens here: ours stay, one JSON line an event."""


@task_postrun.connect(weak=False)
def touch_alive(**told: Any) -> None:
    """A worker that gets no ticks is as dead as one that is gone, so each task it ran counts."""
    ALIVE.touch()


@beat_init.connect(weak=False)
def watch_beat(**told: Any) -> None:
    """In the beat's process alone: each tick it could publish counts."""
    after_task_publish.connect(touch_alive, weak=False)
