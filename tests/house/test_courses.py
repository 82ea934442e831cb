"""The courses that come with the portal: their links into it lead somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CONTENT = [Path(settings.BASE_DIR) / room / "content" for room in ("skills", "staff_training")]
LINK = re.compile(r"\]\((/[^)\s]*)\)")


@pytest.mark.django_db
def test_links_into_the_portal_open_for_everybody(client):
    links = {link for folder in CONTENT for text in folder.rglob("*.md") for link in LINK.findall(text.read_text())}
    assert links >= {"/help-now/", "/communities/"}
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)
