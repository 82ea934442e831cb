"""The colours of the style sheet can be told apart, in the light and in the dark."""

import math
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

SHEET = Path(finders.find("css/tokens.css")).read_text()
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
TOKEN = re.compile(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\)")

GROUNDS = ("paper", "sheet", "lichen", "mist", "cloudberry", "heath")
TEXT = [
    *((ink, ground) for ink in ("ink", "spruce", "danger") for ground in GROUNDS),
    *(("soft", ground) for ground in ("paper", "sheet", "lichen", "mist")),
    *(("lantern", ground) for ground in ("paper", "sheet")),
    ("on-spruce", "spruce"),
    ("on-spruce", "spruce-deep"),
    ("on-danger", "danger"),
    ("paper", "ink"),
]
# Edges of controls, and the ring around what has focus.
EDGES = [*(("edge", ground) for ground in ("paper", "sheet", "lichen", "cloudberry")), ("spruce", "lichen")]


def luminance(lightness, chroma, hue):
    """WCAG relative luminance of an OKLCH colour."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    lightness /= 100
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(value, 0), 1) for value in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens(sheet):
    found = {}
    for name, *numbers in TOKEN.findall(sheet):
        values = [float(number) for number in numbers]
        found[name] = (luminance(*values[:3]), luminance(*values[3:]))
    return found


NORMAL, MORE = SHEET.split("@media (prefers-contrast: more)")


def weakest(sheet, pairs):
    """The pair with the least contrast over both themes: (ratio, ink, ground, theme)."""
    colours = tokens(sheet)
    found = []
    for ink, ground in pairs:
        for theme, name in enumerate(("light", "dark")):
            high, low = sorted((colours[ink][theme], colours[ground][theme]), reverse=True)
            found.append(((high + 0.05) / (low + 0.05), ink, ground, name))
    return min(found)


def test_black_on_white_is_21():
    assert weakest(
        "--a: light-dark(oklch(0% 0 0), oklch(0% 0 0)); --b: light-dark(oklch(100% 0 0), oklch(100% 0 0))", [("a", "b")]
    )[0] == pytest.approx(21, abs=0.01)


def test_text_reaches_4_5():
    ratio, *pair = weakest(NORMAL, TEXT)
    assert ratio >= 4.5, pair


def test_edges_of_controls_reach_3():
    ratio, *pair = weakest(NORMAL, EDGES)
    assert ratio >= 3, pair


def test_those_who_ask_for_more_contrast_get_7():
    asked = NORMAL + MORE  # the later value of a name wins
    pairs = [(ink, ground) for ink, ground in TEXT if ink in ("ink", "spruce", "danger", "lantern", "on-spruce")]
    ratio, *pair = weakest(asked, [pair for pair in pairs if pair[1] != "spruce-deep"])
    assert ratio >= 7, pair
