"""Who may open which address of one's own page."""

from types import SimpleNamespace

from tests.support.matrix import Route, signed_in


def world(people):
    return SimpleNamespace()


ROUTES = [
    Route("accounts:me", get=signed_in(200)),
    Route(
        "accounts:profile",
        get=signed_in(200),
        post=signed_in(303),
        data=lambda world: {"name": "Aino", "language": "sv", "time_zone": "Europe/Helsinki"},
    ),
]
