"""A test client that looks at every page it gets."""

from html.parser import HTMLParser

from django.test import Client, TestCase


class _Reader(HTMLParser):
    """Collects what must not be in a page of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.inside = tag
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"inline {name} on <{tag}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"javascript: in {name} of <{tag}>")
        # A block of data is never executed.
        data = names.get("type") == "application/json"
        if tag == "style" or (tag == "script" and not data and "src" not in names and "nonce" not in names):
            self.faults.append(f"inline <{tag}>")
        if tag.startswith("c-"):
            self.faults.append(f"a component that nobody rendered: <{tag}>")
        if tag == "img" and "alt" not in names:
            self.faults.append("an <img> without alt")
        if (mark := names.get("id")) is not None:
            if mark in self.ids:
                self.faults.append(f"id {mark!r} twice")
            self.ids.add(mark)

    def handle_data(self, data: str) -> None:
        if self.inside not in ("textarea", "code", "pre") and ("{{" in data or "{%" in data):
            self.faults.append(f"template text left over: {data.strip()[:60]!r}")


def faults(html: str) -> list[str]:
    """What is wrong with the page whatever it is about; empty for a good one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


class PortalClient(Client):
    """Django's client with tripwires: faulty pages fail, and what waits for the commit really runs."""

    def request(self, **request):
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and (wrong := faults(response.content.decode())):
            raise AssertionError(f"{request['PATH_INFO']}: {', '.join(wrong)}")
        return response
