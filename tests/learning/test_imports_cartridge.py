"""Real cartridges come in with a report of everything in them; wrong ones are refused with a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError

from tests.support.media import SVG, moving, picture
from wellbeing_portal.learning.validators.imports import packages
from wellbeing_portal.learning.validators.imports.cartridge import read_cartridge
from wellbeing_portal.learning.validators.imports.reports import Fate, Reason

PACKAGES = Path(__file__).parent / "packages"
NAMESPACES = {
    "1.1": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "1.2": "http://www.imsglobal.org/xsd/imsccv1p2/imscp_v1p1",
    "1.3": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1",
}


def taken_from(name):
    with (PACKAGES / name).open("rb") as package:
        return read_cartridge(package)


def fates(report, what):
    return {(line.fate, line.why) for line in report if line.what == what}


def course_of(taken):
    return yaml.safe_load(taken.files["course.yaml"])


def cartridge(items="", resources="", files=(), namespace=NAMESPACES["1.3"], manifest=None):
    """A small package: the outline, the resources, and its files by name."""
    text = manifest or (
        f'<manifest identifier="m" xmlns="{namespace}"><metadata/><organizations><organization identifier="o">'
        f'<item identifier="root">{items}</item></organization></organizations>'
        f"<resources>{resources}</resources></manifest>"
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("imsmanifest.xml", text)
        for name, content in files:
            made.writestr(name, content)
    sink.seek(0)
    return sink


def page(html, **more):
    return read_cartridge(
        cartridge(
            '<item identifier="i" identifierref="r"><title>Uni</title></item>',
            '<resource identifier="r" type="webcontent" href="a/uni.html"><file href="a/uni.html"/></resource>',
            [("a/uni.html", html), *more.pop("files", ())],
            **more,
        )
    )


def quiz(items):
    xml = f'<questestinterop><assessment title="Koe"><section>{items}</section></assessment></questestinterop>'
    kind = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
    return read_cartridge(
        cartridge(
            '<item identifier="i" identifierref="r"><title>Koe</title></item>',
            f'<resource identifier="r" type="{kind}"><file href="q.xml"/></resource>',
            [("q.xml", xml)],
        )
    )


def item(profile, presentation, processing="", feedback=""):
    return (
        '<item ident="q1" title="Kysymys"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile'
        f"</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f"<presentation><material><mattext>Mikä auttaa?</mattext></material>{presentation}</presentation>"
        f"<resprocessing>{processing}</resprocessing>{feedback}</item>"
    )


def labels(*said):
    inner = "".join(
        f'<response_label ident="{ident}"><material><mattext>{text}</mattext></material></response_label>'
        for ident, text in said
    )
    return f'<response_lid ident="r"><render_choice>{inner}</render_choice></response_lid>'


def when(test, points=100, shows=""):
    link = f'<displayfeedback linkrefid="{shows}"/>' if shows else ""
    return f"<respcondition><conditionvar>{test}</conditionvar><setvar>{points}</setvar>{link}</respcondition>"


def test_a_workshop_for_staff_keeps_its_outline_and_says_what_became_of_the_rest():
    taken = taken_from("ally-accessibility-workshop.imscc")
    course = course_of(taken)
    assert (course["title"], course["licence"]) == ({"en": "Ally: Accessibility Workshop"}, "CC-BY-SA-4.0")
    assert [(len(module["lessons"]), module["title"]["en"]) for module in course["modules"]] == [
        (5, "Part 1: Overview: Accessibility and ALLY"),
        (1, 'Part 2: "Before" courses'),
        (2, 'Part 3: "After" courses'),
        (1, "More on Accessibility"),
    ]
    report = taken.report
    # The thirteen files that are named and absent, whether a page shows them or not.
    absent = {line.what for line in report if line.fate == Fate.MISSING and line.what.startswith("web_resources/")}
    assert len(absent) == 13
    assert fates(report, "Badge: ALLY Badge") == {(Fate.MISSING, Reason.NOT_THERE)}
    assert (Fate.CHANGED, Reason.DISCUSSION) in fates(report, "Accessibility in your life")
    assert fates(report, "iccb5899acefc1f50d070cb40a9349ad0.xml") == {(Fate.LEFT_OUT, Reason.TOOL)}
    assert fates(report, "wiki_content/the-time-is-now.html") == {(Fate.LEFT_OUT, Reason.UNUSED)}
    text = taken.files["en/share-your-before-courses.md"].decode()
    assert text.startswith("::: reflection share-your-before-courses-text\n")
    assert "\n\n![](media:click-files-button)\n\n" in text
    assert taken.files["media/click-files-button.png"].startswith(b"\x89PNG")
    said = {item["key"]: item for item in yaml.safe_load(taken.files["media.yaml"])}
    assert said["click-files-button"]["alt"] == {"en": "Click Files Button"}
    assert said["click-files-button"]["licence"] == "CC-BY-SA-4.0"


def test_every_file_of_the_packages_is_accounted_for():
    for name in ("ally-accessibility-workshop.imscc", "canvas-quizzes-cc13.imscc"):
        taken = taken_from(name)
        with zipfile.ZipFile(PACKAGES / name) as opened:
            held = {entry for entry in opened.namelist() if not entry.endswith("/")} - {"imsmanifest.xml"}
            contents = {entry: opened.read(entry) for entry in held}
        said = {line.what for line in taken.report}
        kept = set(taken.files.values())
        used = {entry for entry in held if contents[entry] in kept}
        lessons = sum(len(module["lessons"]) for module in course_of(taken)["modules"])
        assert len(held - said - used) == lessons


def test_quizzes_are_taken_once_and_free_answers_become_private():
    taken = taken_from("canvas-quizzes-cc13.imscc")
    questions = yaml.safe_load(taken.files["questions.yaml"])
    assert [(one["type"], one["text"]["en"]) for one in questions] == [
        ("truefalse", "T/F 1"),
        ("truefalse", "TF"),
        ("short", questions[2]["text"]["en"]),
    ]
    assert [choice["key"] for choice in questions[0]["choices"] if choice.get("right")] == ["true"]
    assert questions[2]["accept"]["en"] != []
    free = [line for line in taken.report if line.why == Reason.UNSCORED]
    assert len(free) == 3
    assert taken.files["en/grouped-questions.md"].decode().count("::: reflection") == 2
    assert [line.what for line in taken.report if line.what.endswith(".xml.qti") and line.fate != Fate.LEFT_OUT] == []


@pytest.mark.parametrize("version", NAMESPACES)
def test_three_versions_read_the_same(version):
    taken = page("<html><body><h1>Uni</h1><p>Nuku.</p></body></html>", namespace=NAMESPACES[version])
    assert taken.files["en/uni.md"] == b"## Uni\n\nNuku.\n"


def test_looks_go_and_words_stay():
    taken = page(
        '<p style="color:red" onclick="x()">Nuku<span>&nbsp;</span>hyvin.</p><script>alert(1)</script><p>&nbsp;</p>'
        "<p>&nbsp;&nbsp;&nbsp;&nbsp;Lepää.</p><p>::: support</p><table><tr><td><b>Yksi</b></td></tr></table>"
    )
    assert taken.files["en/uni.md"].decode() == "Nuku hyvin.\n\nLepää.\n\n\\::: support\n\n**Yksi**\n"
    assert fates(taken.report, "Uni") == {(Fate.CHANGED, Reason.LOOK), (Fate.TAKEN, Reason.AS_IT_WAS)}


@pytest.mark.parametrize(
    ("html", "text", "why"),
    [
        ('<iframe src="//video.example/1" title="Video"></iframe>', "[Video](https://video.example/1)", Reason.FRAME),
        ('<video><source src="javascript:x()"></video>Teksti', "Teksti", Reason.FRAME),
        ('<a href="javascript:alert(1)">Paina</a>', "Paina", Reason.LOST_LINK),
        ('<a href="$WIKI_REFERENCE$/pages/x">Sivu</a>', "Sivu", Reason.LOST_LINK),
        ('<p>A <img src="kuva.png" alt="kuva.png"> B</p>C', "A  B\n\n![](media:kuva)\n\nC", Reason.NO_ALT),
        ('<img src="https://a.example/x.png" alt="Puu">', "[Puu](https://a.example/x.png)", Reason.FRAME),
        (
            '<img src="//a.example/x.png">Teksti',
            "<https://a.example/x.png>Teksti",
            Reason.FRAME,
        ),
    ],
)
def test_what_cannot_stay_is_told(html, text, why):
    taken = page(html, files=[("a/kuva.png", picture())])
    assert taken.files["en/uni.md"].decode().strip() == (text or "Uni")
    assert (Fate.CHANGED, why) in fates(taken.report, "Uni")


def test_pictures_of_one_name_stay_two():
    html = '<img src="kuva.png" alt="A"><img src="../b/kuva.png" alt="B"><img src="../../etc/passwd.png" alt="C">'
    taken = page(html, files=[("a/kuva.png", picture(size=(1, 1))), ("b/kuva.png", picture(size=(2, 2)))])
    said = yaml.safe_load(taken.files["media.yaml"])
    assert [(item["key"], item["alt"]) for item in said] == [("kuva", {"en": "A"}), ("kuva-2", {"en": "B"})]
    assert taken.files["en/uni.md"] == b"![](media:kuva)\n\n![](media:kuva-2)\n\n*C*\n"
    assert fates(taken.report, "a/../../etc/passwd.png") == {(Fate.MISSING, Reason.NOT_THERE)}


def test_pictures_stand_after_the_list_or_table_they_stood_in_and_in_their_order():
    html = (
        '<div><ol><li>Yksi <img src="a.png" alt="A"></li><li><b>Kaksi <img src="b.png" alt="B"></b></li></ol>'
        '<table><tr><td>X</td><td><img src="a.png" alt="A"></td></tr></table></div>'
    )
    taken = page(html, files=[("a/a.png", picture()), ("a/b.png", picture())])
    body = taken.files["en/uni.md"].decode()
    assert body.startswith("1. Yksi\n2. **Kaksi**\n\n![](media:a)\n\n![](media:b)\n\n|")
    assert body.endswith("|\n\n![](media:a)\n")


@pytest.mark.parametrize("content", [b"png", SVG, moving("GIF")])
def test_what_is_no_picture_is_left_out_and_its_words_stay(content):
    taken = page('<img src="kuva.png" alt="Puu">Teksti', files=[("a/kuva.png", content)])
    assert taken.files["en/uni.md"] == b"*Puu*Teksti\n"
    assert fates(taken.report, "a/kuva.png") == {(Fate.LEFT_OUT, Reason.NO_PICTURE)}
    assert "media.yaml" not in taken.files


def test_what_lies_deeper_moves_up_and_loose_lessons_share_a_part():
    items = (
        '<item identifier="a" identifierref="r"><title>Alku</title></item>'
        '<item identifier="b"><title>Osa</title><item identifier="c"><title>Sisä</title>'
        '<item identifier="d" identifierref="r"><title>Syvä</title></item></item></item>'
        '<item identifier="e" identifierref="r"><title>Loppu</title></item>'
    )
    resource = '<resource identifier="r" type="webcontent" href="x.html"><file href="x.html"/></resource>'
    taken = read_cartridge(cartridge(items, resource, [("x.html", "<p>Moi</p>")]))
    assert [[lesson["key"] for lesson in module["lessons"]] for module in course_of(taken)["modules"]] == [
        ["alku"],
        ["syva"],
        ["loppu"],
    ]
    assert fates(taken.report, "Syvä") == {(Fate.CHANGED, Reason.DEEPER), (Fate.TAKEN, Reason.AS_IT_WAS)}


def test_kinds_that_we_do_not_have_are_left_out():
    kinds = {"imsbasiclti_xmlv1p0": Reason.TOOL, "assignment_xmlv1p0": Reason.KIND, "imsdt_xmlv1p1": Reason.BROKEN,
             "imswl_xmlv1p1": Reason.BROKEN, "imsqti_xmlv1p2/imscc_xmlv1p1/assessment": Reason.BROKEN}  # fmt: skip
    for kind, why in kinds.items():
        items = '<item identifier="i" identifierref="r"><title>Se</title></item>'
        resource = f'<resource identifier="r" type="{kind}"><file href="x.xml"/></resource>'
        taken = read_cartridge(cartridge(items, resource, [("x.xml", "<ei")]))
        assert fates(taken.report, "Se") == {(Fate.LEFT_OUT, why)}
        assert course_of(taken)["modules"] == []


def test_a_link_out_is_a_lesson_with_the_link():
    items = '<item identifier="i" identifierref="r"><title>MIELI</title></item>'
    resource = '<resource identifier="r" type="imswl_xmlv1p3"><file href="l.xml"/></resource>'
    link = '<webLink xmlns="http://x"><title>MIELI</title><url href="https://mieli.example/a b"/></webLink>'
    taken = read_cartridge(cartridge(items, resource, [("l.xml", link)]))
    assert taken.files["en/mieli.md"] == b"[MIELI](<https://mieli.example/a b>)\n"


def test_several_right_answers_come_with_what_is_said_to_each():
    taken = quiz(
        item(
            "cc.multiple_response.v0p1",
            labels(("a", "Uni"), ("b", "Valvominen"), ("c", "Lepo")),
            when("<and><varequal>a</varequal><varequal>c</varequal><not><varequal>b</varequal></not></and>")
            + when("<varequal>b</varequal>", points=0, shows="b_fb"),
            '<itemfeedback ident="b_fb"><material><mattext>Ei auta.</mattext></material></itemfeedback>'
            '<itemfeedback ident="general_fb"><material><mattext>Lepo auttaa.</mattext></material></itemfeedback>',
        )
    )
    (question,) = yaml.safe_load(taken.files["questions.yaml"])
    assert question == {
        "key": "koe-question",
        "lesson": "koe",
        "type": "multiple",
        "use": "check",
        "points": 1,
        "text": {"en": "Mikä auttaa?"},
        "choices": [
            {"key": "a", "text": {"en": "Uni"}, "right": True},
            {"key": "b", "text": {"en": "Valvominen"}, "feedback": {"en": "Ei auta."}},
            {"key": "c", "text": {"en": "Lepo"}, "right": True},
        ],
        "explanation": {"en": "Lepo auttaa."},
    }
    assert course_of(taken)["modules"][0]["lessons"][0]["done"] == "passed"


@pytest.mark.parametrize(
    "wrong",
    [
        item("cc.multiple_choice.v0p1", labels(("a", "Uni")), when("<varequal>z</varequal>")),
        item("cc.multiple_choice.v0p1", labels(("a", "Uni")), when("<varequal>a</varequal>", points=0)),
        item("cc.multiple_choice.v0p1", labels(("a", "Uni")), "<respcondition><setvar>1</setvar></respcondition>"),
        item("vendor.hotspot", labels(("a", "Uni")), when("<varequal>a</varequal>")),
    ],
)
def test_a_question_without_a_right_answer_is_left_out(wrong):
    taken = quiz(wrong)
    assert fates(taken.report, "Koe · Kysymys") == {(Fate.LEFT_OUT, Reason.KIND)}
    assert "questions.yaml" not in taken.files


@pytest.mark.parametrize(
    "manifest",
    [
        "<ei",
        '<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>',
        '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>',
    ],
)
def test_a_manifest_that_is_no_manifest_is_refused(manifest):
    with pytest.raises(ValidationError):
        read_cartridge(cartridge(manifest=manifest))


@pytest.mark.parametrize("name", ["../a.html", "/etc/passwd", "a/../../b", "c:/x", "a\\..\\b"])
def test_names_that_point_out_are_refused(name):
    with pytest.raises(ValidationError):
        read_cartridge(cartridge(files=[(name, "x")]))


def test_a_link_in_the_package_is_refused():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(ValidationError):
        packages.files_of(sink)


def test_what_grows_too_much_or_is_too_much_is_refused(monkeypatch):
    with pytest.raises(ValidationError):
        read_cartridge(cartridge(files=[("bomb.html", b"0" * 5_000_000)]))
    monkeypatch.setattr(packages, "MOST_FILES", 2)
    with pytest.raises(ValidationError):
        read_cartridge(cartridge(files=[("a", "a"), ("b", "b")]))
    monkeypatch.setattr(packages, "MOST_BYTES", 100)
    with pytest.raises(ValidationError):
        read_cartridge(cartridge(files=[("a", "a" * 99)]))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_no_zip_is_no_package(content):
    with pytest.raises(ValidationError):
        read_cartridge(io.BytesIO(content))
