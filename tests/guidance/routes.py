"""Who may open which address of guidance."""

from types import SimpleNamespace

from tests.support.matrix import Route, everyone


def world(people):
    return SimpleNamespace()


ROUTES = [
    Route("guidance:help_now", public=True, get=everyone(200)),
    Route("guidance:directory", public=True, get=everyone(302)),
    Route("guidance:help_worker", public=True, get=everyone(200)),
]
