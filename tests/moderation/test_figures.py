"""The yearly table and its CSV."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories.institutions import InstitutionFactory
from tests.factories.moderation import AppealFactory, CauseFactory, DecisionFactory, ItemFactory
from wellbeing_portal.moderation.queries import tables_of, years_shown

pytestmark = pytest.mark.django_db
THEN = datetime.datetime(2025, 6, 1, 9, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)


def a_year_of(place, number):
    for _count in range(number):
        late = {"closed_at": THEN, "due_at": THEN - datetime.timedelta(hours=1)}
        decision = DecisionFactory(item=ItemFactory(place=place, how="decided", **late), decided_at=THEN)
        CauseFactory(item=decision.item, made_at=THEN)
        AppealFactory(decision=decision, decided_at=THEN, outcome="upheld")


@pytest.mark.parametrize("number", [1, 7])
def test_a_year_costs_the_same_however_much_there_was(diak, number, django_assert_num_queries):
    a_year_of(diak, number)
    with django_assert_num_queries(8):
        tables_of(2025)


def test_the_year_is_counted_over_all_institutions(diak):
    a_year_of(diak, 4)
    a_year_of(InstitutionFactory(slug="kamk"), 3)
    CauseFactory(item=ItemFactory(place=diak))
    totals = {table.name: table.total for table in tables_of(2025)}
    assert totals == {
        **dict.fromkeys(("reports", "ways", "decisions", "colours", "ends", "times", "appeals"), 7),
        "hosts": 0,
    }


def test_what_hosts_did_is_counted_by_itself(diak):
    for _count in range(6):
        item = ItemFactory(place=diak, how="handled", closed_at=THEN)
        DecisionFactory(item=item, decided_at=THEN, verdict="hide", hides=True, by_host=True)
    totals = {table.name: table.total for table in tables_of(2025)}
    assert {name: total for name, total in totals.items() if total} == {"hosts": 6}


def test_a_year_that_runs_is_not_shown(client):
    assert years_shown(NOW) == [2025]
    with time_machine.travel(NOW, tick=False):
        assert client.get(reverse("moderation:transparency"), {"year": "2026"}).status_code == 404
        assert client.get(reverse("moderation:transparency_csv", args=[2026])).status_code == 404
        assert client.get(reverse("moderation:transparency")).context["year"] == 2025


def test_what_the_page_hides_the_file_hides(client, diak):
    a_year_of(diak, 3)
    with time_machine.travel(NOW, tick=False):
        text = client.get(reverse("moderation:transparency_csv", args=[2025]) + "?lang=en").content.decode()
    assert text.startswith("\ufeffTable,What,Number\r\n")
    assert ",3\r\n" not in text
    assert "Answers to appeals,the decision stays,1–4 or hidden" in text
