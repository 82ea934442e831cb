"""Who may search: everybody, each behind their own walls."""

from types import SimpleNamespace

from tests.support.matrix import Route, everyone


def world(people):
    return SimpleNamespace()


ROUTES = [Route("search:search_page", get=everyone(200), public=True)]
