"""Every kind of message speaks every language, and no e-mail or line tells what anybody wrote.

``tests/<app>/notices.py`` has ``rows(people)``: for every kind of the app something it can be about, and somebody
it is for (None where it goes to an address).
"""

import re
import uuid
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import translation

from communities.models import Group, Meetup, Member, Post, Thread
from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tests.support.matrix import CANARY, ROOTS
from wellbeing_portal.kernel.voice import kinds, mutable_things
from wellbeing_portal.notifications.actions.writing import write
from wellbeing_portal.notifications.queries import lines_of
from wellbeing_portal.notifications.rules import mails_on_its_own

pytestmark = pytest.mark.django_db

CODES = [code for code, _name in settings.LANGUAGES]
TEXTS = {
    Post: ("body", "body_html"),
    Thread: ("title",),
    Member: ("pseudonym", "request_note", "reason"),
    Group: ("summary_fi", "reason", "rules_fi"),
    Meetup: ("title", "details", "place_text", "online_address", "reason"),
}


def ours():
    """The kinds of the portal, without those that only tests declare."""
    return [kind for kind in kinds() if type(kind).__module__.partition(".")[0] in ROOTS]


def rows_of(people):
    """Kind name to the thing and the person, with the canary in everything that somebody wrote."""
    found = {}
    for app in {kind.name.partition(".")[0] for kind in ours()}:
        found |= import_module(f"tests.{app}.notices").rows(people)
    for model, names in TEXTS.items():
        for row in model.objects.all():
            # Each its own: a pseudonym is there once in its group.
            model.objects.filter(pk=row.pk).update(**dict.fromkeys(names, f"{CANARY} {row.pk}"))
    # The name and the address of a support group tell how its members are: portal only.
    for group in Group.objects.all():
        Group.objects.filter(pk=group.pk).update(title_fi="Kaija & Co", slug=f"{CANARY.lower()}-{group.pk}")
    return found


@pytest.fixture
def rows(people):
    return rows_of(people)


def test_every_kind_has_a_row_that_shows_it(rows):
    assert set(rows) == {kind.name for kind in ours()}


@pytest.mark.parametrize("code", CODES)
def test_every_notice_is_one_plain_line(rows, code):
    for kind in ours():
        target, person = rows[kind.name]
        if not kind.inbox:
            continue
        notice = NoticeFactory(recipient=person, kind=kind.name, target_id=target.public_id)
        with translation.override(code):
            (inside,) = lines_of(person, [notice])
        assert inside.link.startswith("/"), kind.name
        assert re.fullmatch(r"[^\n<>]+[.?]", inside.text), kind.name
        assert "&amp;" not in inside.text, kind.name
        assert CANARY not in inside.text, kind.name


@pytest.mark.parametrize("code", CODES)
def test_every_line_of_a_letter_tells_nothing_that_somebody_wrote(rows, code):
    for kind in ours():
        target, person = rows[kind.name]
        if not kind.inbox:
            continue
        seen = kind.targets(person, [target.public_id])
        assert list(seen) == [target.public_id], kind.name
        notice = NoticeFactory(recipient=person, kind=kind.name, target_id=target.public_id)
        with translation.override(code):
            lines = lines_of(person, [notice], by_mail=True)
        assert [line for line in lines if CANARY.lower() in f"{line.text} {line.link}".lower()] == [], kind.name


@pytest.mark.parametrize("code", CODES)
def test_every_mail_of_its_own_is_written_and_tells_nothing_that_somebody_wrote(rows, code, monkeypatch):
    subjects = {}
    for kind in ours():
        target, person = rows[kind.name]
        if not mails_on_its_own(kind):
            continue
        # What its rows are about may be over; here only the words matter.
        monkeypatch.setattr(type(kind), "still_wanted", lambda self, target, recipient: True)
        if person is None:
            monkeypatch.setattr(type(kind), "address", lambda self, target: ("guest@elsewhere.example", code))
        else:
            type(person).objects.filter(pk=person.pk).update(language=code)
            person.refresh_from_db()
        (parcel,) = write([DeliveryFactory(recipient=person, kind=kind.name, target_id=target.public_id)])
        assert parcel.letter is not None, (kind.name, parcel.reason)
        (html, _kind) = parcel.letter.alternatives[0]
        assert f'lang="{code}"' in html, kind.name
        said = parcel.letter.subject + parcel.letter.body + html
        assert CANARY.lower() not in said.lower(), kind.name
        assert "Kaija" not in said, kind.name
        assert "&#" not in parcel.letter.body, kind.name
        subjects[kind.name] = parcel.letter.subject
    assert [name for name, subject in subjects.items() if not subject or "\n" in subject or len(subject) > 70] == []


def test_every_key_of_silence_is_found(rows):
    for kind in ours():
        target, person = rows[kind.name]
        key = kind.mute_key(kind.targets(person, [target.public_id])[target.public_id]) if person else ""
        if key:
            name, _colon, public_id = key.partition(":")
            things = mutable_things(name)
            assert things is not None, kind.name
            (thing,) = things(person, [uuid.UUID(public_id)]).values()
            assert thing.link.startswith("/"), kind.name
