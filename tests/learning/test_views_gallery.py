"""Authors send pictures, films and sound, say what they are, and see them as learners will."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.factories.authoring import DraftFactory
from tests.factories.learning import document
from tests.support.media import MP3, SVG, VTT, WEBM, film, picture, with_place
from wellbeing_portal.learning.forms import media as forms
from wellbeing_portal.learning.models import Draft, MediaAsset, MediaFile
from wellbeing_portal.learning.validators import flaws_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    """What is said is compared."""
    with translation.override("en"):
        yield


@pytest.fixture
def draft(client, people):
    client.force_login(people.coordinator)
    return DraftFactory(slug="rhythm", owner=people.diak, document=document("rhythm"))


def address(draft, *more):
    return "/".join(["/authoring/drafts", str(draft.public_id), "media", *more, ""])


def send(client, draft, content, name="kuva.png", key="", **more):
    data = {"version": draft.revision, "file": SimpleUploadedFile(name, content), **more}
    response = client.post(f"{address(draft)}?lang=en", data)
    draft.refresh_from_db()
    return response


def describe(client, draft, key, **more):
    data = {"version": draft.revision, "licence": "CC-BY-4.0", **more}
    response = client.post(f"{address(draft, key)}?lang=en", data)
    draft.refresh_from_db()
    return response


ALT = {"alt_fi": "Puu", "alt_sv": "Ett träd", "alt_en": "A tree"}


def test_a_picture_is_sent_described_shown_and_published(client, draft, people):
    response = send(client, draft, with_place(), name="Oma_kuva.jpg")
    assert (response.status_code, response.headers["Location"]) == (303, address(draft, "oma-kuva"))
    (item,) = draft.document["media"]
    assert (item["key"], item["mime"], item["licence"]) == ("oma-kuva", "image/jpeg", "CC-BY-4.0")
    kept = MediaFile.objects.get(sha256=item["sha256"])
    with kept.content.open("rb") as content:
        assert b"Kamera" not in content.read()
    page = client.get(f"{address(draft)}?lang=en").content.decode()
    assert "![](media:oma-kuva)" in page
    flaws = {flaw.message for flaw in flaws_of(draft.document)}
    assert any("A picture needs" in said for said in flaws)
    assert f"{address(draft, 'oma-kuva')}#id_" in client.get(f"/authoring/drafts/{draft.public_id}/").content.decode()

    said = {**ALT, "legend_fi": "Kesä", "legend_sv": "Sommar", "legend_en": "Summer", "attribution": "Ada"}
    assert describe(client, draft, "oma-kuva", **said).status_code == 303
    (item,) = draft.document["media"]
    assert item["alt"] == {"fi": "Puu", "sv": "Ett träd", "en": "A tree"}
    assert (item["legend"]["sv"], item["attribution"]) == ("Sommar", "Ada")
    for bodies in draft.document["bodies"].values():
        bodies["read"] += "\n![](media:oma-kuva)\n"
    draft.save()
    assert flaws_of(draft.document) == []
    looked = client.get(f"/authoring/drafts/{draft.public_id}/look/read/?lang=en").content.decode()
    file = f"/authoring/drafts/{draft.public_id}/files/{item['sha256']}.jpg"
    assert f'<img src="{file}" alt="A tree"' in looked
    shown = client.get(file)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "private, no-cache")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    said = {"version": draft.revision, "change_note": "A picture.", "material_change": "no"}
    assert client.post(f"/authoring/drafts/{draft.public_id}/publish/", said).status_code == 303
    assert MediaAsset.objects.get().key == "oma-kuva"
    assert client.get(f"/media/rhythm/{item['sha256']}.jpg").status_code == 200


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "SVG drawings can carry programs"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "no file of a kind"),
        (VTT, "This file is of another kind"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_shown_is_refused_on_the_field(client, draft, content, said):
    response = send(client, draft, content)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "media" not in draft.document
    assert not MediaFile.objects.exists()


def test_a_film_is_not_too_large(client, draft, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILM", 50)
    assert "larger than 0 MB" in send(client, draft, film()).content.decode()


def test_a_picture_that_only_decorates_needs_no_words(client, draft):
    send(client, draft, picture())
    describe(client, draft, "kuva", decorative="on", **ALT)
    (item,) = draft.document["media"]
    assert (item["decorative"], "alt" in item) == (True, False)
    assert client.get(address(draft, "kuva")).status_code == 200


def test_a_film_gets_captions_and_a_transcript_and_keeps_them(client, draft):
    send(client, draft, WEBM, name="film.webm")
    words = SimpleUploadedFile("words.vtt", VTT)
    sent = {**ALT, "captions_fi": words, "transcript_sv": "Hej.", "transcript_en": "Hi."}
    assert describe(client, draft, "film", **sent).status_code == 303
    (item,) = draft.document["media"]
    assert (list(item["captions"]), item["transcript"]) == (["fi"], {"sv": "Hej.", "en": "Hi."})
    page = client.get(f"{address(draft, 'film')}?lang=en").content.decode()
    assert "There are some." in page
    track = f"/authoring/drafts/{draft.public_id}/files/{item['captions']['fi']}.vtt"
    assert track in page
    assert client.get(track).content == VTT
    describe(client, draft, "film", **ALT)
    (again,) = draft.document["media"]
    assert (again["captions"], "transcript" in again) == (item["captions"], False)
    refused = describe(client, draft, "film", **ALT, captions_sv=SimpleUploadedFile("w.vtt", picture()))
    assert (refused.status_code, "of another kind" in refused.content.decode()) == (422, True)


def test_a_sound_has_a_transcript_only(client, draft):
    send(client, draft, MP3, name="aani.mp3")
    page = client.get(f"{address(draft, 'aani')}?lang=en").content.decode()
    assert ("captions_fi" in page, "transcript_fi" in page, "<audio" in page) == (False, True, True)


def test_who_saw_an_older_draft_is_told_and_nothing_is_lost(client, draft):
    send(client, draft, picture())
    Draft.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    response = describe(client, draft, "kuva", **ALT)
    assert (response.status_code, "Ett träd" in response.content.decode()) == (422, True)
    draft.revision -= 1
    assert send(client, draft, picture(size=(9, 9))).status_code == 422
    assert len(draft.document["media"]) == 1


def test_it_is_taken_out_by_who_saw_the_newest(client, draft):
    send(client, draft, picture())
    for body in draft.document["bodies"].values():
        body["read"] += "\n![](media:kuva)\n"
    draft.save()
    client.post(address(draft, "kuva", "delete"), {"version": draft.revision - 1})
    draft.refresh_from_db()
    assert len(draft.document["media"]) == 1
    response = client.post(address(draft, "kuva", "delete"), {"version": draft.revision})
    draft.refresh_from_db()
    assert (response.headers["Location"], "media" in draft.document) == (address(draft), False)
    assert {flaw.path[0] for flaw in flaws_of(draft.document)} == {"bodies"}
    assert client.get(address(draft, "kuva")).status_code == 404


def test_a_draft_gives_its_own_files_only(client, draft, people):
    send(client, draft, picture())
    (item,) = draft.document["media"]
    other = DraftFactory(slug="other", owner=people.diak, document=document("other"))
    for owner, ending in ((other, "png"), (draft, "html")):
        assert client.get(f"/authoring/drafts/{owner.public_id}/files/{item['sha256']}.{ending}").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(client, draft, django_assert_num_queries):
    for number in (1, 3):
        while len(draft.document.get("media", ())) < number:
            send(client, draft, picture(size=(9, 1 + len(draft.document.get("media", ())))))
        client.get(address(draft))
        with django_assert_num_queries(4):
            client.get(address(draft))
