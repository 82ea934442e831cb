"""A moulded part is what its template makes, for every row and language."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from wellbeing_portal.kernel.moulds import Mould

REACTION = Mould("communities/_reaction.html", variants=("open", "mine"), slots=("n", "url", "kind", "label"))


def test_a_cast_is_what_the_template_renders():
    for open_ in (True, False):
        for mine in (True, False):
            values = {"n": 3, "url": "/a/100%/", "kind": "heard", "label": "Kuulen <b>%s</b> & \"sinua\" 'n'"}
            expected = render_to_string("communities/_reaction.html", {"open": open_, "mine": mine, **values})
            assert REACTION.cast((open_, mine), **values) == expected


def test_what_is_safe_is_left_as_it_is_and_what_looks_like_a_slot_too():
    cast = REACTION.cast((False, False), n=1, url="", kind="", label=mark_safe("<i>%(n)s</i>"))
    assert "<i>%(n)s</i>" in cast


def test_each_language_has_its_own_pattern():
    mould = Mould("communities/_reaction.html", variants=("open", "mine"), slots=("n", "url", "kind", "label"))
    for code in ("fi", "sv"):
        with translation.override(code):
            mould.cast((False, False), n=1, url="", kind="", label="")
    assert mould.pattern.cache_info().currsize == 2
