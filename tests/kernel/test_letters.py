"""A letter filled into the pattern of its shape says what its templates render."""

from html import unescape

from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from wellbeing_portal.kernel.letters import Letter, Part, rendered, written

FOLDER = "notices/notifications/letter"
HARD = "100 % of <b>&amp; \"it\"</b> 'is' %(0)s %s here"


def plain(letter):
    """Both forms of an apostrophe in HTML are one."""
    return Letter(letter.subject, letter.text, unescape(letter.html))


def facts_of(word, *, lines, why=""):
    return {
        "lines": [{"text": f"{word} {n}", "link": f"/a/{n}/"} for n in range(lines)],
        "link": "/notifications/",
        "portal": "https://portal.example",
        "leave": f"https://portal.example/leave/{word[:3]}/",
        "wishes": "/me/",
        "why": why,
    }


def parts_of(word, *, groups, rest):
    told = [{"group": f"{word} {n}", "link": f"/g/{n}/", "counted": f"{n} {word}"} for n in range(groups)]
    news = Part("notices/communities/news", {"groups": told, "rest": rest, "home": "/", "portal": "https://p.example"})
    tip = Part("notices/communities/suggestion", {"group": word, "link": "/g/", "portal": "https://p.example"})
    return [news, tip]


def test_it_is_what_the_templates_render_whatever_the_words_and_the_shape():
    for word in ("Kahvila", HARD):
        for lines in (0, 1, 3):
            for rest in ("", "2 replies"):
                for why in ("", gettext_lazy("Save")):
                    facts = facts_of(word, lines=lines, why=why)
                    parts = parts_of(word, groups=lines, rest=rest)
                    for code in ("fi", "sv", "en"):
                        with translation.override(code):
                            expected = plain(rendered(FOLDER, facts, parts))
                            assert plain(written(FOLDER, facts, parts)) == expected
                            assert plain(written(FOLDER, facts, parts)) == expected


def test_a_word_cannot_break_out_of_the_html_but_what_is_safe_stays():
    letter = written(FOLDER, facts_of("<script>", lines=1))
    assert "&lt;script&gt; 0" in letter.html
    assert "<script>" not in letter.html
    facts = facts_of("x", lines=0) | {"why": mark_safe("<em>so</em>")}
    assert "<em>so</em>" in written(FOLDER, facts).html


def test_a_word_that_looks_like_a_line_break_cannot_get_into_the_subject(tmp_path, settings):
    (tmp_path / "notices/odd").mkdir(parents=True)
    for name in ("subject.txt", "body.txt", "body.html"):
        (tmp_path / "notices/odd" / name).write_text("{{ word }} {{ number }}")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    assert written("notices/odd", {"word": "a\nBcc: b", "number": 1}).subject == "a Bcc: b 1"
    assert written("notices/odd", {"word": "a", "number": True}).subject == "a True"
