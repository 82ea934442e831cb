"""Bad input at every address of the matrix: a right status and a helpful page, never a fault of ours.

A new address is attacked as soon as it has its line in ``tests/<app>/routes.py``.
"""

import re
import uuid
from html import escape
from html.parser import HTMLParser

import pytest
from django.apps import apps

from tests.support.matrix import PEOPLE, ROOTS, Visits, chapters

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALL = pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.app)
# A filled-in form never arrives empty: the token is there even when nothing else is.
TOKEN = {"csrfmiddlewaretoken": "x"}
LINE = "Hyvää päivää "
BAD_VALUES = {
    "empty": "",
    "blanks": "   ",
    "10 kB": LINE * 800,
    "NUL": "a\x00b",
    "control characters": "a\x07\x1b[31mb",
    "turned direction": "abc\u202etxt.exe",
    "isolates": "\u2066abc\u2069",
    "a long number": "9" * 400,
    "a negative number": "-1",
    "not a number": "NaN",
    "markup": "<script>alert(1)</script>\"'><b>",
    "a template": "${7*7} #{7*7} <%= 7*7 %>",
    "an id of nothing": str(uuid.UUID(int=0)),
    "many emoji": "\U0001f469\u200d\U0001f680" * 60,
}
# A button whose form has no fields never reads the body; the guard against forgery does, and refuses.
REFUSED = {400, 413, 303}
# This button answers with what it shows, once, and not with a redirect.
SHOWN_AT_ONCE = "moderation:unmasking_show"
FINE = {200, 204, 303, 302, 403, 404, 409, 422}


class Page(HTMLParser):
    """Hidden values of forms that post, and the names that the page's own filters use."""

    def __init__(self, html):
        super().__init__()
        self.hidden, self.filters, self.method = {}, {"page", "lang", "next", "q"}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.method = (values.get("method") or "get").lower()
        elif tag in ("input", "select", "textarea", "button") and values.get("name"):
            if self.method == "get":
                self.filters.add(values["name"])
            elif values.get("type") == "hidden":
                self.hidden[values["name"]] = values.get("value") or ""
        elif tag == "a":
            self.filters |= set(re.findall(r"[?&]([a-z_]+)=", values.get("href") or ""))


def welcome(route, method):
    """Somebody whom the address lets in, signed in if possible."""
    answers = route.answers(method)
    return next((name for name in (*PEOPLE[1:], "anonymous") if answers.get(name) in ("200", "303")), None)


def doors(chapter, method):
    """Each address that lets somebody in, with who that is."""
    welcomed = ((route, welcome(route, method)) for route in chapter.routes)
    return [(route, name) for route, name in welcomed if name is not None]


def faults(chapter, people, method, cases):
    """Ask each case of each address and say what was answered with a fault of ours or an unknown status."""
    visits = Visits(chapter, people)
    found = []
    for route, name in doors(chapter, method):
        for said, arguments in cases(visits, route, name):
            response = visits.ask(route, name, method, **arguments)
            if response.status_code not in FINE:
                why = repr(response.exc_info[1])[:200] if getattr(response, "exc_info", None) else ""
                found.append(f"{method} {route} by {name}, {said}: {response.status_code} {why}")
    return found


@ALL
def test_wrong_and_missing_fields_are_answered_kindly(people, chapter):
    def cases(visits, route, name):
        whole = route.data(visits.world)
        yield "nothing", {"data": TOKEN}
        # A long form shares the values out among its fields: each field meets every third, and every value is met.
        share = 3 if len(whole) > 5 else 1
        for number, field in enumerate(whole):
            yield f"no {field}", {"data": TOKEN | {key: value for key, value in whole.items() if key != field}}
            for said, value in list(BAD_VALUES.items())[number % share :: share]:
                yield f"{field} {said}", {"data": TOKEN | whole | {field: value}}
        foreign = {"owner": "1", "user": "1", "actor": "1", "state": "open", "id": "1", "is_host": "on"}
        yield "fields that the form has not", {"data": TOKEN | foreign | whole}

    assert faults(chapter, people, "post", cases) == []


@ALL
def test_what_was_typed_is_still_there_when_it_was_too_long(people, chapter):
    visits, lost = Visits(chapter, people), []
    for route, name in doors(chapter, "post"):
        whole = route.data(visits.world)
        for field, value in whole.items():
            if not isinstance(value, str) or not value:
                continue
            typed = LINE * 800
            response = visits.ask(route, name, "post", TOKEN | whole | {field: typed})
            page = response.content.decode()
            # A choice or an address to a list has no text to keep.
            if response.status_code == 422 and f'name="{field}"' in page:
                control = re.search(rf'<(input|textarea)\b[^>]*name="{field}"[^>]*>', page)
                kind = re.search(r'type="(\w+)"', control[0])[1] if control and "type=" in control[0] else "text"
                if control and kind not in ("radio", "checkbox", "hidden") and escape(typed.strip()) not in page:
                    lost.append(f"{route}: {field}")
    assert lost == []


@ALL
def test_a_body_of_a_megabyte_and_one_beyond_every_limit(people, chapter):
    visits, wrong = Visits(chapter, people), []
    for route, name in doors(chapter, "post"):
        whole = route.data(visits.world)
        texts = [field for field, value in whole.items() if isinstance(value, str)][-1:]
        refused = REFUSED | {200} if str(route) == SHOWN_AT_ONCE else REFUSED
        for size, fine in ((1_000_000, FINE), (3_000_000, refused)):
            data = TOKEN | whole | dict.fromkeys(texts or ["unknown"], "x" * size)
            response = visits.ask(route, name, "post", data)
            if response.status_code not in fine:
                wrong.append(f"{route} {size}: {response.status_code}")
        many = TOKEN | {f"field{number}": "x" for number in range(2000)}
        status = visits.ask(route, name, "post", many).status_code
        if status not in refused:
            wrong.append(f"{route} many fields: {status}")
    assert wrong == []


@ALL
def test_a_broken_body_is_refused(people, chapter):
    def cases(visits, route, name):
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            yield kind, {"data": "\x00{]%ff&&&=", "content_type": kind}

    assert faults(chapter, people, "post", cases) == []


@ALL
def test_filters_and_pages_that_nobody_offered(people, chapter):
    numbers = ("", "0", "-1", "1e9", "9" * 40, "٣")
    texts = ("abc", "a\x00b", "\ud800", "%", "' OR 1=1 --", "<b>", "x" * 8000, "//evil.example")
    visits, wrong = Visits(chapter, people), []
    for turn, (route, name) in enumerate(doors(chapter, "get")):
        plain = visits.ask(route, name, "get")
        html = plain.content.decode() if plain.headers.get("Content-Type", "").startswith("text/html") else ""
        for number, field in enumerate(sorted(Page(html).filters)):
            # The values are shared out: each field meets every third here and the others on the next pages.
            for value in (*numbers, *texts)[(turn + number) % 3 :: 3]:
                response = visits.ask(route, name, "get", {field: value.encode("utf-8", "surrogatepass")})
                if response.status_code not in (plain.status_code, 400, 404):
                    wrong.append(f"{route}?{field}={value[:20]!r}: {response.status_code}")
    assert wrong == []


@ALL
def test_ids_of_nothing_are_answered_like_ids_of_others(people, chapter):
    """A stranger must not be able to tell a hidden thing from a missing one."""
    visits, told = Visits(chapter, people), []

    def words(response, value):
        """The page without the token, and without what the reader asked for."""
        page = response.content.decode().replace(str(value), "…")
        return re.sub(r"[A-Za-z0-9]{64}", "…", page)

    for route in chapter.routes:
        arguments = route.at(visits.world)
        for method in ("get", "post"):
            if route.answers(method).get("stranger") != "404":
                continue
            hidden = visits.ask(route, "stranger", method)
            for key, value in arguments.items():
                other = uuid.UUID(int=7) if isinstance(value, uuid.UUID) else "ei-ole-tallaista"
                missing = visits.ask(route, "stranger", method, at=arguments | {key: other})
                if (missing.status_code, words(missing, other)) != (hidden.status_code, words(hidden, value)):
                    told.append(f"{method} {route}: {key}")
    assert told == []


@ALL
def test_a_form_sent_twice_makes_nothing_twice(people, chapter):
    models = [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOTS]
    models = [model for model in models if model._meta.app_label != "audit"]

    def rows():
        return {model._meta.label: model._default_manager.count() for model in models}

    visits, twice = Visits(chapter, people), []
    for route, name in doors(chapter, "post"):
        hidden = {}
        if route.answers("get").get(name) == "200":
            hidden = Page(visits.ask(route, name, "get").content.decode()).hidden
        data = TOKEN | hidden | route.data(visits.world)
        first, second = visits.post_in_a_row(route, name, data, 2, rows)
        twice += [f"{route} by {name}: {label}" for label in first if first[label] != second[label]]
    assert twice == []
