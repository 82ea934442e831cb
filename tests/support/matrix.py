"""Who may open which address: the words of ``tests/<app>/routes.py`` and the walk over all addresses.

Each ``routes.py`` has ``world(people)``, which makes the things the addresses are about and gives them back under
names, and ``ROUTES``, one line or more for every address of the app. CONTRIBUTING.md shows how to add one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.support.client import PortalClient

PEOPLE = (
    "anonymous", "student", "peer", "stranger", "staff", "guide", "moderator", "coordinator", "manager", "operator",
)  # fmt: skip
ROOTS = ("wellbeing_portal", "communities", "guidance", "skills", "staff_training")
# Written into everything a world keeps to one institution; a page that shows it to a stranger is a leak.
CANARY = "Kanarialintu"


def everyone(answer: str | int) -> str:
    """The same answer for all ten."""
    return " ".join([str(answer)] * len(PEOPLE))


def signed_in(answer: str | int) -> str:
    """Sign-in for the one who has not, the same answer for the nine others."""
    return " ".join(["login", *[str(answer)] * (len(PEOPLE) - 1)])


@dataclass(frozen=True, repr=False)
class Route:
    """One address and what each person is answered: ten words in the order of PEOPLE.

    A word is a status (200, 303, 403, 404, 422 …) or ``login`` (sent to sign in). No words for a method means that
    the method is refused with 405. ``at`` gives the arguments of the address and ``data`` a complete, valid form,
    both from the world. A second line for the same address says in ``case`` what is different. A
    ``public`` address never asks anybody to sign in.
    """

    name: str
    get: str = ""
    post: str = ""
    at: Callable[[SimpleNamespace], dict[str, Any]] = lambda world: {}
    data: Callable[[SimpleNamespace], dict[str, Any]] = lambda world: {}
    case: str = ""
    public: bool = False

    def __post_init__(self) -> None:
        for words in (self.get, self.post):
            if words and len(words.split()) != len(PEOPLE):
                raise ValueError(f"{self}: {len(PEOPLE)} answers are needed, one for each of {', '.join(PEOPLE)}.")

    def __str__(self) -> str:
        return f"{self.name} ({self.case})" if self.case else self.name

    def answers(self, method: str) -> dict[str, str]:
        """Person to expected answer."""
        words = {"get": self.get, "post": self.post}.get(method, "").split()
        return dict(zip(PEOPLE, words, strict=True)) if words else {}

    def url(self, world: SimpleNamespace) -> str:
        return reverse(self.name, kwargs=self.at(world))


def addresses() -> dict[str, Callable[..., Any]]:
    """Every named address of the portal and of the packages it uses: name to view."""

    def walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield ":".join((*spaces, pattern.name or str(pattern.pattern))), pattern.callback
            else:
                yield from walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)

    return dict(walk(get_resolver(), ()))


def is_ours(view: Callable[..., Any]) -> bool:
    return view.__module__.partition(".")[0] in ROOTS


@dataclass(frozen=True, repr=False)
class Chapter:
    """What one app says of its addresses."""

    app: str
    world: Callable[[SimpleNamespace], SimpleNamespace]
    routes: tuple[Route, ...]


def chapters() -> list[Chapter]:
    tests = Path(__file__).parents[1]
    found = []
    for path in sorted(tests.glob("*/routes.py")):
        module = import_module(f"tests.{path.parent.name}.routes")
        found.append(Chapter(path.parent.name, module.world, tuple(module.ROUTES)))
    return found


class Visits:
    """Ten people before the things of one chapter. Whatever a request changes is undone after it."""

    def __init__(self, chapter: Chapter, people: SimpleNamespace) -> None:
        self.people = people
        self.world = chapter.world(people)
        self.clients: dict[str, PortalClient] = {}

    def client(self, name: str) -> PortalClient:
        if name not in self.clients:
            self.clients[name] = PortalClient(raise_request_exception=False)
            if name != "anonymous":
                self.clients[name].force_login(getattr(self.people, name))
        return self.clients[name]

    def ask(
        self, route: Route, name: str, method: str, data: Any = None, at: dict[str, Any] | None = None, **extra: Any
    ) -> Any:
        """The answer to the person; without ``data`` a post sends the complete form of the route."""
        client = self.client(name)
        if data is None:
            data = route.data(self.world) if method == "post" else {}
        url = route.url(self.world) if at is None else reverse(route.name, kwargs=at)
        with transaction.atomic():
            response = getattr(client, method)(url, data, **extra)
            transaction.set_rollback(True)
        return response

    def post_in_a_row(self, route: Route, name: str, data: Any, times: int, look: Callable[[], Any]) -> list[Any]:
        """Post the same again and again without undoing, and give what ``look`` saw after each."""
        seen = []
        with transaction.atomic():
            for _time in range(times):
                self.client(name).post(route.url(self.world), data)
                seen.append(look())
            transaction.set_rollback(True)
        return seen


def outcome(response: Any) -> str:
    """The answer in the words of the matrix."""
    location = response.headers.get("Location", "")
    return "login" if location.startswith(reverse("account_login")) else str(response.status_code)
