"""The shell of every page in a real browser: nothing but ours is asked for, and no script complains."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["front:home", "communities:group_list", "guidance:help_now", "account_login"])
def test_a_page_opens_without_complaint(page, name):
    answer = page.goto(reverse(name))
    page.wait_for_load_state("networkidle")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
