"""Tags and parts that every page is made of."""

import datetime
from html.parser import HTMLParser

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from wellbeing_portal.kernel.forms import PortalForm, TextField
from wellbeing_portal.kernel.shapes import avatar, mark
from wellbeing_portal.kernel.templatetags.ui import coarse_time

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)  # a Wednesday


class CornerForm(PortalForm):
    name = forms.CharField(label="Name", help_text="As you like", max_length=20)
    story = TextField(label="Story", max_length=500, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    ok = forms.BooleanField(label="I agree")
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class Ids(HTMLParser):
    """Collects ids and what points at them."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.wanted = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        self.wanted += (found.get("aria-describedby") or "").split()
        self.wanted += [found["for"]] if found.get("for") else []
        self.wanted += [found["href"][1:]] if (found.get("href") or "").startswith("#") else []


def shown(form):
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": form}))


@pytest.mark.parametrize("data", [None, {}, {"story": "x" * 501, "kind": "c", "once": "nonsense"}])
def test_every_hint_error_and_link_of_a_form_points_at_something(data):
    found = Ids(shown(CornerForm(data)))
    assert set(found.wanted) - set(found.ids) == set()
    assert len(found.ids) == len(set(found.ids))


def test_an_error_comes_in_the_summary_and_above_its_control():
    html = shown(CornerForm({"story": "x" * 501, "kind": "a", "ok": "on"}))
    assert html.count('href="#id_name"') == 1
    assert html.index('id="id_name_helptext"') < html.index('id="id_name_error"') < html.index('name="name"')
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-describedby="id_story_error id_story_limit"' in html


def test_a_text_area_never_cuts_what_is_pasted():
    html = shown(CornerForm())
    assert html.count("maxlength") == 1  # the one-line field's
    assert 'data-limit="500"' in html


def test_optional_fields_are_marked_and_required_ones_are_not():
    with translation.override("en"):
        assert shown(CornerForm()).count("(optional)") == 1


def test_a_picture_is_small_the_same_for_the_same_id_and_rarely_for_another():
    pictures = {avatar(str(number), 40) for number in range(500)}
    assert len(pictures) > 300
    assert max(map(len, pictures)) < 400
    assert avatar("a", 40) == avatar("a", 40) != avatar("b", 40)
    assert all("style" not in picture and "{" not in picture for picture in pictures)


def test_the_partners_have_marks_of_their_own():
    slugs = ("diak", "kamk", "metropolia", "oamk", "oulu", "turku", "odiako", "tuo", "kamo", "vamos", "nyyti")
    assert len({mark(slug, 28) for slug in slugs}) == len(slugs)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2026, 11, 25), "today"),
        ((2026, 11, 24), "yesterday"),
        ((2026, 11, 23), "this week"),
        ((2026, 11, 22), "earlier this month"),
        ((2026, 11, 1), "earlier this month"),
        ((2026, 10, 31), "in October"),
        ((2025, 11, 25), "in November 2025"),
    ],
)
def test_times_are_coarse(day, said):
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        assert coarse_time(datetime.datetime(*day, 12, tzinfo=datetime.UTC)) == said


@time_machine.travel(datetime.datetime(2026, 11, 24, 22, 30, tzinfo=datetime.UTC), tick=False)
def test_the_day_changes_at_midnight_in_helsinki():
    with translation.override("en"):
        assert coarse_time(datetime.datetime(2026, 11, 24, 21, 59, tzinfo=datetime.UTC)) == "yesterday"
        assert coarse_time(datetime.datetime(2026, 11, 24, 22, 1, tzinfo=datetime.UTC)) == "today"


def test_an_alert_says_what_it_says():
    html = render_to_string("ui/alert.html", {"kind": "warning", "text": "Careful <b>"})
    assert 'class="alert warning"' in html
    assert "Careful &lt;b&gt;" in html
