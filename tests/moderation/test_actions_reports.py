"""Reporting."""

import pytest
from django.utils import translation

from tests.factories.communities import PostFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.actions import report_thing
from wellbeing_portal.moderation.enums import Colour
from wellbeing_portal.moderation.models import Cause, Item
from wellbeing_portal.moderation.rules import MOST_REPORTS_A_DAY

pytestmark = pytest.mark.django_db


def test_a_report_is_put_where_those_who_moderate_see_it(post, reporter):
    cause = report_thing(reporter, about=post, rule="privacy", note="Tässä on numero.")
    assert (cause.by, cause.rule, cause.note, cause.item.colour) == (
        reporter,
        "privacy",
        "Tässä on numero.",
        Colour.AMBER,
    )
    post.refresh_from_db()
    assert post.hidden_at is None


def test_the_same_thing_again_changes_nothing(post, reporter):
    first = report_thing(reporter, about=post, rule="spam")
    second = report_thing(reporter, about=post, rule="danger", note="Ihan varmasti.")
    assert first == second
    assert (Cause.objects.count(), Item.objects.get().colour) == (1, Colour.GREEN)


def test_the_trail_names_the_place_and_not_the_thing(post, reporter, diak):
    report_thing(reporter, about=post, rule="spam")
    entry = Entry.objects.get(action="report_thing")
    assert (entry.subject, entry.target) == (
        keyed_id(reporter.public_id),
        f"institutions.Institution:{diak.public_id}",
    )


def test_reports_have_a_limit(post, reporter):
    first = report_thing(reporter, about=post, rule="spam")
    for _number in range(MOST_REPORTS_A_DAY - 1):
        report_thing(reporter, about=PostFactory(thread=post.thread), rule="spam")
    with translation.override("en"), pytest.raises(Refusal, match="many things today"):
        report_thing(reporter, about=PostFactory(thread=post.thread), rule="spam")
    assert Item.objects.count() == MOST_REPORTS_A_DAY
    # What was reported already is still answered.
    assert report_thing(reporter, about=post, rule="spam") == first
