"""Who may open what the portal keeps. For the copy everybody is asked once more who they are."""

from types import SimpleNamespace

from tests.support.matrix import Route, everyone, signed_in


def world(people):
    return SimpleNamespace()


ROUTES = [
    Route("privacy:notice", get=everyone(200), public=True),
    Route("privacy:mine", get=signed_in(200)),
    Route("privacy:copy_take", get=signed_in(302), post=signed_in(302)),
]
