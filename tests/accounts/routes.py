"""Who may open which address of one's own page."""

from types import SimpleNamespace

from allauth.usersessions.models import UserSession

from tests.support.matrix import Route, signed_in

KEY = "another"


def world(people):
    UserSession.objects.create(user=people.student, session_key=KEY, ip="192.0.2.1", user_agent="Firefox/1")
    return SimpleNamespace()


ROUTES = [
    Route("accounts:me", get=signed_in(200)),
    Route(
        "accounts:profile",
        get=signed_in(200),
        post=signed_in(303),
        data=lambda world: {"name": "Aino", "language": "sv", "time_zone": "Europe/Helsinki"},
    ),
    Route(
        "accounts:session_end",
        post="login 303 404 404 404 404 404 404 404 404",
        data=lambda world: {"session": str(UserSession.objects.get(session_key=KEY).pk)},
    ),
]
