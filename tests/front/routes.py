"""Who may open which address of the front door."""

from types import SimpleNamespace

from guidance.actions import write_copy
from tests.factories.guidance import ServiceFactory
from tests.support.matrix import Route, everyone
from wellbeing_portal.notifications.actions import beat
from wellbeing_portal.notifications.models import TICK


def world(people):
    # The portal is ready when help now has something to fall back on.
    ServiceFactory()
    write_copy()
    # And the clockwork was heard of.
    beat(TICK)
    return SimpleNamespace()


ROUTES = [
    Route("front:home", public=True, get=everyone(200)),
    Route("front:theme_choose", public=True, post=everyone(303)),
    Route("front:components", public=True, get=everyone(404)),
    Route("front:demo_sign_in", public=True, post=everyone(404), data=lambda world: {"person": "student@diak.example"}),
    Route("front:health_live", public=True, get=everyone(200)),
    Route("front:health_ready", public=True, get=everyone(200)),
    Route("front:health_worker", public=True, get=everyone(200)),
]
