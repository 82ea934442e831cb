"""Pictures, films and sound of a course: on disk, in a version, and on the way to a reader."""

import shutil

import pytest
from django.utils import translation

from tests.factories.learning import document, lesson, media_item, showing, texts
from tests.support.media import MP3, SVG, VTT, WEBM, film, picture, with_place
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import archive_course, keep_files, load_course, publish_course, write_folder
from wellbeing_portal.learning.models import Course, MediaAsset, MediaCaptions, MediaFile
from wellbeing_portal.learning.queries import document_named, read_folder
from wellbeing_portal.learning.rules import documents
from wellbeing_portal.learning.validators import flaws_of, kept_file

pytestmark = pytest.mark.django_db

CURVE = kept_file(picture(size=(40, 30)))
FILM, WORDS, SOUND = kept_file(WEBM), kept_file(VTT), kept_file(MP3)


def items():
    return [
        media_item("curve", CURVE, legend=texts("After a day"), attribution="Ada"),
        {name: value for name, value in media_item("leaf", CURVE, decorative=True).items() if name != "alt"},
        media_item("film", FILM, captions={"fi": WORDS.sha256, "sv": WORDS.sha256}, transcript={"en": "Hi."}),
        media_item("sound", SOUND, transcript=texts("Hi.")),
    ]


def course(slug="sample", **more):
    return showing(document(slug, **more), *items())


@pytest.fixture(autouse=True)
def _in_english():
    """What is said is compared."""
    with translation.override("en"):
        yield


@pytest.fixture
def kept():
    keep_files([CURVE, FILM, WORDS, SOUND])


@pytest.fixture
def folder(tmp_path, kept):
    write_folder(course(), tmp_path / "sample")
    return tmp_path / "sample"


def mistakes(folder):
    return [str(mistake) for mistake in read_folder(folder).mistakes]


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


# --- what is wrong with it


def test_a_course_that_shows_things_has_no_flaws():
    assert flaws_of(course()) == []


@pytest.mark.parametrize(
    ("number", "change", "found", "said"),
    [
        (0, {"alt": None}, (), "A picture needs “alt”"),
        (0, {"alt": {"fi": "A", "sv": "B"}}, ("alt",), "“en” is missing"),
        (0, {"alt": texts("x" * 500)}, ("alt", "fi"), "500 are the most"),
        (0, {"decorative": False, "alt": None}, (), "A picture needs “alt”"),
        (0, {"decorative": "yes"}, ("decorative",), "true or false"),
        (0, {"captions": {}}, ("captions",), "not known here"),
        (0, {"width": None}, (), "“width” is missing"),
        (0, {"height": 0}, ("height",), "whole number"),
        (0, {"licence": None}, (), "“licence” is missing"),
        (0, {"attribution": ""}, ("attribution",), "empty"),
        (0, {"legend": "One"}, ("legend",), "Names with values"),
        (0, {"sha256": "../../etc/passwd"}, ("sha256",), "The file is missing"),
        (0, {"sha256": 7}, ("sha256",), "The file is missing"),
        (0, {"mime": "image/svg+xml"}, ("mime",), "is none of"),
        (0, {"mime": "text/vtt", "width": None, "height": None}, ("mime",), "is none of"),
        (1, {"key": "curve"}, ("key",), "already"),
        (1, {"alt": texts("A leaf")}, ("alt",), "only decorates"),
        (2, {"alt": None}, (), "A film or a sound needs “alt”"),
        (2, {"decorative": True}, ("decorative",), "not known here"),
        (2, {"transcript": None}, (), "Captions or a transcript are missing (en)"),
        (2, {"captions": None}, (), "Captions or a transcript are missing (sv)"),
        (2, {"captions": {"fi": "words.vtt", "sv": WORDS.sha256}}, ("captions", "fi"), "The file is missing"),
        (2, {"transcript": {"en": " "}}, ("transcript", "en"), "empty"),
        (2, {"transcript": {"en": "Hi.", "de": "Hallo."}}, ("transcript", "de"), "not known here"),
        (2, {"transcript": "Hi."}, ("transcript",), "Names with values"),
        (3, {"transcript": {"fi": "Hei.", "en": "Hi."}}, (), "A transcript is missing (sv)"),
        (3, {"captions": {"sv": WORDS.sha256}}, ("captions",), "not known here"),
    ],
)
def test_nobody_is_left_without_words_for_it(number, change, found, said):
    made = course()
    item = made["media"][number]
    made["media"][number] = {name: value for name, value in {**item, **change}.items() if value is not None}
    flaws = [flaw for flaw in flaws_of(made) if flaw.path[0] == "media"]
    assert any(flaw.path[2:] == found and said in flaw.message for flaw in flaws), flaws


@pytest.mark.parametrize("media", ["words", [7], [{}]])
def test_what_says_nothing_of_files_is_a_flaw(media):
    assert [flaw.path for flaw in flaws_of({**course(), "media": media}) if flaw.path[0] == "media"]


def test_what_is_shown_is_there_and_what_is_there_is_shown():
    made = course()
    made["bodies"]["sv"]["read"] = made["bodies"]["sv"]["read"].replace("media:curve", "media:curv")
    (flaw,) = flaws_of(made)
    assert (flaw.path, flaw.line) == (("bodies", "sv", "read"), 7)
    made["bodies"]["sv"]["read"] = made["bodies"]["fi"]["read"]
    for bodies in made["bodies"].values():
        bodies["read"] = bodies["read"].replace("![](media:leaf)\n", "")
    assert [(flaw.path, flaw.message) for flaw in flaws_of(made)] == [(("media", 1, "key"), "No lesson shows “leaf”.")]


@pytest.mark.parametrize(
    "line",
    [
        "![A curve](media:curve)",
        "See ![](media:curve)",
        "![](https://a.example/x.png)",
        "![x][y]",
        "- ![](media:curve)",
    ],
)
def test_a_picture_stands_alone_and_comes_from_here(line):
    made = course()
    made["bodies"]["fi"]["read"] += f"\n{line}\n"
    assert [flaw.path for flaw in flaws_of(made)] == [("bodies", "fi", "read")]


# --- on disk


def test_what_is_written_reads_as_the_same(folder):
    assert read_folder(folder) == (course(), [])
    assert sorted(path.name for path in (folder / "media").iterdir()) == [
        "curve.png", "film.fi.vtt", "film.sv.vtt", "film.webm", "leaf.png", "sound.mp3",
    ]  # fmt: skip


def test_a_picture_of_a_camera_is_taken_without_what_it_tells(folder):
    (folder / "media" / "curve.png").write_bytes(with_place())
    reading = read_folder(folder)
    assert reading.mistakes == []
    assert (reading.document["media"][0]["mime"], reading.document["media"][0]["width"]) == ("image/jpeg", 4)


NOWHERE = "There is no such file in the folder media."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("file: curve.png", "file: curv.png", f"media.yaml:2: {NOWHERE}"),
        ("file: curve.png", "file: ../course.yaml", f"media.yaml:2: {NOWHERE}"),
        ("file: curve.png", "fil: curve.png", f"media.yaml:1: {NOWHERE}"),
        ("file: curve.png", "file: film.fi.vtt", "media.yaml:2: This file is of another kind."),
        ("fi: film.fi.vtt", "fi: curve.png", "media.yaml:27: This file is of another kind."),
        ("    sv: What curve shows sv\n", "", "media.yaml:4: “sv” is missing."),
        ("- key: curve", "- [", "media.yaml:3: This is not YAML: did not find expected ',' or ']'."),
        ("  licence: CC-BY-4.0\n", "", "media.yaml:1: “licence” is missing."),
    ],
)
def test_a_mistake_says_file_and_line(folder, old, new, said):
    change(folder / "media.yaml", old, new)
    assert said in mistakes(folder)


def test_files_that_nothing_names_or_that_harm_are_mistakes(folder):
    (folder / "media" / "more.png").write_bytes(picture())
    (folder / "media" / "curve.png").write_bytes(SVG)
    assert mistakes(folder) == [
        "media.yaml:2: SVG drawings can carry programs. Save the drawing as PNG.",
        "media/more.png:1: media.yaml does not name this file.",
    ]


def test_a_folder_of_files_needs_words_for_them(folder):
    (folder / "media.yaml").unlink()
    assert "media/curve.png:1: media.yaml does not name this file." in mistakes(folder)
    shutil.rmtree(folder / "media")
    assert all("There is no picture, film or sound called" in one for one in mistakes(folder))


# --- in a version


def test_a_course_loads_and_another_picture_makes_another_version(folder, tmp_path):
    MediaFile.objects.all().delete()
    first = load_course(None, folder=folder)
    assert load_course(None, folder=folder) == (first.version, False)
    assert document_named("sample") == course()
    write_folder(document_named("sample"), tmp_path / "out" / "sample")
    assert read_folder(tmp_path / "out" / "sample") == read_folder(folder)
    (folder / "media" / "curve.png").write_bytes(picture(size=(41, 30)))
    second = load_course(None, folder=folder)
    assert (second.is_new, second.version.change_note) == (True, "changed: read")
    change(folder / "media.yaml", "After a day fi", "After a week fi")
    assert load_course(None, folder=folder).version.change_note == "changed: read"
    assert MediaAsset.objects.filter(version=first.version).get(key="curve").width == 40
    assert MediaCaptions.objects.filter(asset__version=second.version).count() == 2


def test_a_lesson_that_shows_nothing_keeps_its_hash():
    (_module, plain) = next(documents.lessons_of(document()))
    assert documents.lesson_hash(document(), plain) == documents.lesson_hash({**document(), "media": items()}, plain)
    assert documents.lesson_hash(document(), plain) != documents.lesson_hash(course(), plain)


def test_a_file_that_was_never_kept_cannot_be_published():
    with pytest.raises(Refusal, match="The file of “curve” is missing"):
        publish_course(None, document=course(), change_note="")
    assert not Course.objects.exists()


def test_a_file_is_kept_once_and_put_back_when_it_was_lost(kept):
    keep_files([CURVE])
    row = MediaFile.objects.get(sha256=CURVE.sha256)
    assert (row.size, row.content.read(), str(row)) == (len(CURVE.content), CURVE.content, f"{CURVE.sha256[:12]}.png")
    row.content.close()
    row.content.storage.delete(row.content.name)
    keep_files([CURVE])
    with row.content.open("rb") as content:
        assert content.read() == CURVE.content


# --- on the way to a reader


def address(file=CURVE, slug="sample", ending=None):
    return f"/media/{slug}/{file.sha256}.{ending or file.ending}"


def publish(slug="sample", **more):
    return publish_course(None, document=course(slug), change_note="", **more).version.course


@pytest.mark.parametrize("file", [CURVE, FILM, WORDS, SOUND], ids=lambda file: file.ending)
def test_what_is_everyones_is_given_to_anybody_and_does_nothing(client, kept, file):
    publish()
    response = client.get(address(file))
    assert (response.status_code, response.content) == (200, file.content)
    assert response.headers["Content-Type"] == file.mime
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Length"] == str(len(file.content))
    again = client.get(address(file), headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_files_are_given_to_those_who_see_the_course(client, kept, people):
    publish(owner=people.diak, audience=Audience.OWN)
    publish("other")
    assert client.get(address()).status_code == 404
    client.force_login(people.stranger)
    assert client.get(address()).status_code == 404
    client.force_login(people.student)
    response = client.get(address())
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-cache")
    assert client.get(address(slug="nothing")).status_code == 404
    assert client.get(address(kept_file(picture(size=(9, 9))))).status_code == 404
    assert client.get(address(ending="html")).status_code == 404


def test_a_course_that_was_archived_takes_its_files_along(client, kept, people):
    made = publish(owner=people.diak)
    archive_course(people.coordinator, course=made, archived=True)
    assert client.get(address()).status_code == 404


def test_a_file_that_is_not_on_the_disk_is_not_there(client, kept):
    publish()
    row = MediaFile.objects.get(sha256=CURVE.sha256)
    row.content.storage.delete(row.content.name)
    assert client.get(address()).status_code == 404


LONG = kept_file(film(bytes(1_500_000)))
SIZE = len(LONG.content)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 1_000_099),
        ("bytes=0-", 0, 999_999),
        ("bytes=1400000-", 1_400_000, SIZE - 1),
        (f"bytes=10-{SIZE * 2}", 10, 1_000_009),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, 999_999),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
    ],
)
def test_a_film_is_given_in_pieces(client, asked, first, last):
    keep_files([LONG])
    said = showing(document(), media_item("film", LONG, transcript=texts("Hi.")))
    publish_course(None, document=said, change_note="")
    response = client.get(address(LONG), headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert (response.status_code, response.headers["Content-Range"]) == (206, f"bytes {first}-{last}/{SIZE}")
    assert response.content == LONG.content[first : last + 1]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"bytes={SIZE}-", 416),
        ("bytes=9-3", 416),
        ("bytes=-0", 416),
        ("bytes=-", 416),
        ("bytes=0-1,5-6", 200),
        ("x", 200),
    ],
)
def test_a_range_that_is_not_there_is_refused_and_one_not_understood_is_the_whole(client, asked, status):
    keep_files([LONG])
    said = showing(document(), media_item("film", LONG, transcript=texts("Hi.")))
    publish_course(None, document=said, change_note="")
    response = client.get(address(LONG), headers={"Range": asked})
    assert response.status_code == status
    if status == 416:
        assert response.headers["Content-Range"] == f"bytes */{SIZE}"


# --- on the page of a lesson


def test_a_lesson_shows_it_with_words_and_room(client, kept):
    publish()
    html = client.get("/skills/sample/lessons/read/?lang=sv").content.decode()
    curve = address()
    assert (
        f'<img src="{curve}" alt="What curve shows sv" width="40" height="30" loading="lazy" decoding="async">' in html
    )
    assert f'<img src="{curve}" alt="" width="40" height="30"' in html
    assert "<figcaption>After a day sv <small>Ada (CC-BY-4.0)</small></figcaption>" in html
    words = address(WORDS)
    assert f'<track kind="captions" src="{words}" srclang="sv" label="svenska" default>' in html
    assert html.index('srclang="sv"') < html.index('srclang="fi"')
    assert '<video controls preload="none" playsinline aria-label="What film shows sv">' in html
    assert "data-media" not in html
    english = client.get("/skills/sample/lessons/read/?lang=en").content.decode()
    assert "Read what is said" in english
    assert "<p>Hi.</p>" in english
    assert " default>" not in english


def test_a_lesson_costs_the_same_however_much_it_shows(client, kept, django_assert_num_queries):
    publish()
    publish_course(None, document=showing(document("one"), items()[0]), change_note="")
    publish_course(None, document=document("none"), change_note="")
    for slug, queries in (("none", 4), ("one", 6), ("sample", 6)):
        with django_assert_num_queries(queries):
            client.get(f"/skills/{slug}/lessons/read/")


def test_what_is_shown_may_stand_in_blocks(client, kept):
    made = showing(document(lessons=[lesson("read")], questions=[]), items()[0])
    for bodies in made["bodies"].values():
        bodies["read"] = (
            "::: exercise\nLook.\n![](media:curve)\nWhat is it?\n:::\n\n"
            "::: reflection mine\n![](media:curve)\n:::\n\n::: support\n![](media:curve)\n:::\n"
        )
    assert flaws_of(made) == []
    publish_course(None, document=made, change_note="")
    assert client.get("/skills/sample/lessons/read/").content.decode().count(f'src="{address()}"') == 3
