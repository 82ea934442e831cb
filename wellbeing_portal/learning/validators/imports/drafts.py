"""A course folder in the making: modules, lessons and questions, written down in the end."""

import math
import re
from typing import Any

import yaml
from django.utils.text import slugify

from wellbeing_portal.learning.validators.files import Kept, kept_file

# Words a minute of somebody who reads to learn, rounded down from the usual 200 to 250 of silent reading.
WORDS_A_MINUTE = 150
WORD = re.compile(r"\w+")


class Folder:
    """Collects a course in one language and writes it as a course folder."""

    def __init__(self, title: str, language: str, kind: str, licence: str) -> None:
        self.language = language
        self.slug = slugify(title)[:50].strip("-") or "course"
        self._keys: set[str] = set()
        self._bodies: dict[str, str] = {}
        self._questions: list[dict[str, Any]] = []
        self._media: list[tuple[dict[str, Any], Kept]] = []
        self._licence = licence
        self._course: dict[str, Any] = {
            "format": 1,
            "slug": self.slug,
            "kind": kind,
            "level": "basic",
            "topics": [],
            "licence": licence,
            "languages": [language],
            "title": self.said(title),
            "summary": self.said(title),
            "outcomes": [],
            "modules": [],
        }

    def said(self, text: str) -> dict[str, str]:
        return {self.language: " ".join(text.split())}

    def key(self, title: str, otherwise: str) -> str:
        """A key for this title that nothing else in the course has."""
        stem = slugify(title)[:40].strip("-") or otherwise
        key, number = stem, 1
        while key in self._keys:
            number += 1
            key = f"{stem}-{number}"
        self._keys.add(key)
        return key

    def outcome(self, text: str) -> None:
        self._course["outcomes"].append(self.said(text))

    def module(self, title: str) -> None:
        module = {"key": self.key(title, "module"), "title": self.said(title), "lessons": []}
        self._course["modules"].append(module)

    def lesson(self, title: str, body: str, *, minutes: int | None = None, questions: Any = (), done: str = "") -> None:
        """A lesson in the newest module; ``questions`` belong to it, and are a check where any can be scored."""
        key = self.key(title, "lesson")
        words = math.ceil(len(WORD.findall(body)) / WORDS_A_MINUTE) + len(questions)
        # A lesson that is nothing but its questions still says what it is.
        self._bodies[key] = body.strip() or title
        self._course["modules"][-1]["lessons"].append(
            {
                "key": key,
                "minutes": max(1, minutes if minutes is not None else words),
                "required": True,
                "done": done or ("passed" if questions else "marked"),
                "title": self.said(title),
                "summary": self.said(title),
            }
        )
        for question in questions:
            made = self.key(f"{key}-question", "question")
            self._questions.append({"key": made, "lesson": key, **question})

    def show(self, name: str, content: bytes, alt: str) -> str:
        """Keep a picture; gives the line that shows it. ValidationError where it cannot be shown.

        Without words for it there is nothing to publish until somebody writes them.
        """
        file = kept_file(content)
        said = {"alt": self.said(alt)} if alt.strip() else {}
        stem = slugify(name.rpartition(".")[0].replace("_", " "))[:60].strip("-") or "picture"
        key, number = stem, 1
        for item, known in self._media:
            if known.sha256 == file.sha256 and item.get("alt") == said.get("alt"):
                return f"![](media:{item['key']})"
        while any(item["key"] == key for item, _file in self._media):
            number += 1
            key = f"{stem}-{number}"
        item = {"key": key, "file": f"{key}.{file.ending}", **said, "licence": self._licence}
        self._media.append((item, file))
        return f"![](media:{key})"

    def files(self) -> dict[str, bytes]:
        """The folder by path; modules in which nothing was left are not in it."""
        course = {**self._course, "modules": [module for module in self._course["modules"] if module["lessons"]]}
        found = {f"{self.language}/{key}.md": f"{body}\n" for key, body in self._bodies.items()}
        found["course.yaml"] = _written(course)
        if self._questions:
            found["questions.yaml"] = _written(self._questions)
        if self._media:
            found["media.yaml"] = _written([item for item, _file in self._media])
        return {path: text.encode() for path, text in sorted(found.items())} | {
            f"media/{item['file']}": file.content for item, file in self._media
        }


def _written(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
