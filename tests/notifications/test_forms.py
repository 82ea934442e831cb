"""What may be wished for, and what not."""

import datetime

import pytest

from tests.notifications.test_views import KINDS, WISHES
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications.forms import MuteForm, WishesForm
from wellbeing_portal.notifications.models import Wishes

pytestmark = pytest.mark.usefixtures("trial_kinds", "noon")

NOW = {"digest": "weekly", "weekday": 0, "hour": 16, "mail": True, "paused_until": None}


def form(typed=None, wishes=None, chosen=None):
    kinds = [kind for kind in voice.kinds() if not kind.for_addresses]
    return WishesForm(typed, wishes=wishes or Wishes(), kinds=kinds, chosen=chosen or {})


def typed(**changes):
    return {**WISHES, **KINDS, **changes}


def test_a_form_sent_as_it_was_shown_changes_no_kind():
    sent = form(typed())
    assert sent.is_valid()
    assert (sent.when(), sent.changed_kinds()) == (NOW, [])


def test_only_what_was_changed_is_kept():
    sent = form(typed(**{"trial.soon": "portal"}), chosen={"trial.calm": "nothing"})
    assert sent.is_valid()
    assert [(kind.name, wanted) for kind, wanted in sent.changed_kinds()] == [
        ("trial.calm", "mail"),
        ("trial.soon", "portal"),
    ]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-24", "past"),
        ("2026-11-25", "past"),
        ("2026-11-26", None),
        ("2027-05-27", None),
        ("2027-05-28", "too_far"),
        ("someday", "invalid"),
    ],
)
def test_a_pause_ends_on_a_day_to_come_within_half_a_year(day, code):
    sent = form(typed(paused_until=day))
    sent.is_valid()
    assert [error.code for error in sent.errors.as_data().get("paused_until", [])] == ([code] if code else [])


@pytest.mark.parametrize(
    ("field", "value"),
    [("digest", "hourly"), ("weekday", "7"), ("hour", "7"), ("hour", "21"), ("trial.soon", "always"), ("weekday", "")],
)
def test_what_is_not_offered_cannot_be_chosen(field, value):
    assert set(form(typed(**{field: value})).errors) == {field}


def test_a_pause_that_is_over_is_not_shown_any_more():
    over = Wishes(paused_until=datetime.date(2026, 11, 25))
    assert form(wishes=over)["paused_until"].initial is None
    assert form(wishes=Wishes(paused_until=datetime.date(2026, 11, 26)))["paused_until"].initial is not None


def test_kinds_stand_under_the_headings_that_have_any(monkeypatch):
    monkeypatch.setattr(voice.kind_named("trial.soon").__class__, "category", voice.Category.ACCOUNT)
    shown = [(label, [field.name for field in fields]) for label, fields in form().kind_fields()]
    assert shown == [
        (str(voice.Category.GROUPS.label), ["trial.bundle", "trial.calm", "trial.quiet"]),
        (str(voice.Category.ACCOUNT.label), ["trial.soon"]),
    ]


def test_what_is_only_a_mail_is_a_mail_or_nothing(monkeypatch):
    monkeypatch.setattr(voice.kind_named("trial.soon").__class__, "inbox", False)
    assert [value for value, _label in form().fields["trial.soon"].choices] == ["mail", "nothing"]


@pytest.mark.parametrize("key", ["group:1", "GROUP:00000000-0000-0000-0000-000000000001", "group", "", "a:b:c"])
def test_a_key_is_a_word_and_a_public_id(key):
    assert set(MuteForm({"key": key, "on": "1"}).errors) == {"key"}
