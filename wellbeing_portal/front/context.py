"""What the shell of every page needs; from the database only what is kept for a minute, if the page asks for it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject

from wellbeing_portal.notifications.queries import news_for

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "here": match.app_name if match else "",
        "here_url": here_url(request),
        "is_public": match is not None and not getattr(match.func, "login_required", True),
        "origin": settings.PORTAL_URL,
        "theme": theme if theme in THEMES else "",
        "demo": settings.DEMO,
        # Asked for by pages of signed-in people only, and never on help now.
        "news": SimpleLazyObject(lambda: news_for(request.user)),
    }


def here_url(request: HttpRequest) -> str:
    """This address with its query but without ``lang``, ready for one more parameter.

    The answer to a POST may have an address that cannot be asked for with GET: then it is the page the
    form was on.
    """
    path, query = request.path, request.GET
    if request.method == "POST":
        back = urlsplit(request.headers.get("Referer", ""))
        # Not get_host(): it raises for a host that is not ours, and that answer has a page too.
        if back.netloc and back.netloc == request.META.get("HTTP_HOST"):
            path, query = back.path, QueryDict(back.query)
    if query:
        query = query.copy()
        query.pop("lang", None)
    return f"{path}?{query.urlencode()}&" if query else f"{path}?"
