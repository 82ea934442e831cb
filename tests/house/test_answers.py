"""What is right, and why, stays on the server until it is due: no address of the matrix shows it to anybody before."""

from html import unescape

import pytest

from tests.support.matrix import PEOPLE, Visits, chapters
from wellbeing_portal.learning.models import AnswerKey, Question

pytestmark = pytest.mark.django_db

# The worlds of these hold courses with questions. Nobody in them has answered anything yet.
ROOMS = [chapter for chapter in chapters() if chapter.app in ("api", "front", "skills", "staff_training")]


def secrets():
    """Texts that stand in answer keys only, as the factories write them."""
    keys = Question.objects.unscoped("a test").values_list("key", flat=True)
    return [f"explanation {key}" for key in keys] + [f"feedback {letter}" for letter in "abc"]


def test_the_factories_write_what_is_looked_for(people):
    Visits(next(chapter for chapter in ROOMS if chapter.app == "skills"), people)
    kept = str(list(AnswerKey.objects.unscoped("a test").values()))
    found = secrets()
    assert len(found) > 3
    assert [secret for secret in found if secret not in kept] == []


@pytest.mark.parametrize("chapter", ROOMS, ids=lambda chapter: chapter.app)
def test_nothing_that_is_read_tells_what_is_right(people, chapter):
    visits = Visits(chapter, people)
    words, told, seen = secrets(), [], 0
    for route in chapter.routes:
        for name in PEOPLE:
            if route.answers("get").get(name) == "200":
                page = unescape(visits.ask(route, name, "get").content.decode(errors="replace"))
                told += [f"{route} by {name}: {word}" for word in words if word in page]
                seen += 1
    assert told == []
    assert seen > 0
