"""The courses that come with the portal: their links into it lead somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern

import skills.urls
import staff_training.urls
from tests.factories.learning import document
from wellbeing_portal.learning.validators import flaws_of
from wellbeing_portal.learning.validators.documents import RESERVED

CONTENT = [Path(settings.BASE_DIR) / room / "content" for room in ("skills", "staff_training")]
LINK = re.compile(r"\]\((/[^)\s]*)\)")


@pytest.mark.django_db
def test_links_into_the_portal_open_for_everybody(client):
    links = {link for folder in CONTENT for text in folder.rglob("*.md") for link in LINK.findall(text.read_text())}
    assert links >= {"/help-now/", "/communities/"}
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


def test_no_course_can_hide_behind_an_address_of_its_room():
    rooms = [skills.urls, staff_training.urls]
    patterns = [str(one.pattern) for room in rooms for one in room.urlpatterns if isinstance(one, URLPattern)]
    first = {pattern.split("/")[0] for pattern in patterns} - {"", "<slug:slug>"}
    assert first >= {"me", "checks", "tries", "asked"}
    assert first <= RESERVED


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_a_course_named_like_an_address_is_refused(slug):
    assert [flaw.path for flaw in flaws_of(document(slug))] == [("course", "slug")]
