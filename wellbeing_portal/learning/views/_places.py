"""Flaws of a draft, each with the page and the field that mends it."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.queries import named
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.rules.documents import languages_of
from wellbeing_portal.learning.validators import flaws_of

# Parts of choices and pairs, and what their fields begin with.
ROWS = {"text": "choice", "right": "choice", "feedback": "feedback", "left": "left"}


class Mend(NamedTuple):
    """What is wrong, what it is about, and where it is put right."""

    message: str
    about: str
    address: str


def mends_of(draft: Draft, language: str) -> list[Mend]:
    """Every flaw of the draft as it would be published, in its order."""
    document = edits.spoken(draft.document)
    return [_media_mend(draft, document, flaw) or _mend(draft, document, flaw, language) for flaw in flaws_of(document)]


def _media_mend(draft: Draft, document: dict[str, Any], flaw: Any) -> Mend | None:
    """Where a picture, film or sound is described, if it is about one."""
    match flaw.path:
        case ("media", int(number), *rest):
            key = str(document["media"][number]["key"])
            address = reverse("learning:media_edit", args=[draft.public_id, key])
            return Mend(flaw.message, key, f"{address}{_media_field(rest, languages_of(document)[0])}")
    return None


def _mend(draft: Draft, document: dict[str, Any], flaw: Any, language: str) -> Mend:
    def at(name: str, *more: str, field: str = "", ask: str = "") -> str:
        address = reverse(f"learning:{name}", args=[draft.public_id, *more])
        return f"{address}{f'?in={ask}' if ask else ''}{f'#id_{field}' if field else ''}"

    modules = document["course"]["modules"]
    match flaw.path:
        case ("course", "modules", int(number), "lessons", int(place), *rest):
            lesson = modules[number]["lessons"][place]
            about = named(lesson["title"], language, lesson["key"])
            return Mend(flaw.message, about, at("lesson_edit", lesson["key"], field=_field(rest)))
        case ("course", "modules", int(number), "lessons", *_rest):
            module = modules[number]
            return Mend(flaw.message, named(module["title"], language, module["key"]), at("draft_page"))
        case ("course", "modules", int(number), *rest):
            module = modules[number]
            about = named(module["title"], language, module["key"])
            return Mend(flaw.message, about, at("module_edit", module["key"], field=_field(rest)))
        case ("course", "modules"):
            return Mend(flaw.message, _("Modules and lessons"), at("draft_page"))
        case ("course", *rest):
            return Mend(flaw.message, _("Settings of the course"), at("draft_settings", field=_field(rest)))
        case ("questions", int(number), *rest):
            question = document["questions"][number]
            about = named(question["text"], language, question["key"])
            return Mend(flaw.message, about, at("question_edit", question["key"], field=_row_field(rest)))
        case ("bodies", code, key):
            lesson = edits.find(document, str(key))
            if lesson is not None:
                about = f"{named(lesson['title'], language, str(key))} ({code})"
                line = _("Line %(line)d: %(said)s") % {"line": flaw.line, "said": flaw.message}
                said = line if flaw.line else flaw.message
                return Mend(said, about, at("lesson_text", str(key), field="body", ask=str(code)))
    return Mend(flaw.message, draft.slug, at("draft_page"))


def _field(rest: list[Any]) -> str:
    """The field of a text in a language, or of the thing itself."""
    match rest:
        case ["outcomes", int(), str(code)]:
            return f"outcomes_{code}"
        case [str(name), str(code)]:
            return f"{name}_{code}"
        case ["topics", *_rest] | ["languages", *_rest]:
            return f"{rest[0]}_0"
        case ["outcomes" | "title" | "summary" as name]:
            return f"{name}_fi"
        case [str(name), *_rest]:
            return name
    return ""


def _media_field(rest: list[Any], first: str) -> str:
    """The field of what is said of a picture, film or sound; what is missing begins with its description."""
    match rest or ["alt"]:
        case ["licence" | "attribution" | "decorative" as name]:
            return f"#id_{name}"
        case ["alt" | "legend" | "transcript" | "captions" as name, *more]:
            return f"#id_{name}_{more[0] if more else first}"
    return ""


def _row_field(rest: list[Any]) -> str:
    match rest:
        case ["choices" | "pairs" as kind, int(number), str(part), *more]:
            side = "right" if (kind, part) == ("pairs", "right") else ROWS.get(part, "choice")
            end = "right" if (kind, part) == ("choices", "right") else more[0] if more else "fi"
            return f"{side}{number + 1}_{end}"
        case ["choices" | "pairs" as kind, *_rest]:
            return "choice1_fi" if kind == "choices" else "left1_fi"
        case ["accept", str(code), *_rest]:
            return f"accept_{code}"
    return _field(rest)
