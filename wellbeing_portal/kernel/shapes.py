"""Small pictures made from an id: soft shapes for groups and pseudonyms, quarter circles for institutions.

They are classes and shapes only (no inline style, no ids), a few hundred bytes each; colours come from the CSS.
"""

from functools import lru_cache
from hashlib import blake2s

from django.utils.safestring import SafeString, mark_safe

# Each draws inside 48 × 48 and is cut to the frame; {x} and {y} move it a little, so that no two are quite alike.
# The first child takes the middle tone, the second the deep one, the third the ground.
_SHAPES = (
    # a sun over a hill
    '<circle cx="{x}" cy="18" r="10"/><path d="M0 33q24-{y} 48 0v15H0z"/>',
    # two hills
    '<path d="M0 30q{x}-18 48 2v16H0z"/><path d="M0 42q26-{y} 48-6v12H0z"/>',
    # two dots
    '<circle cx="19" cy="{y}" r="12"/><circle cx="{x}" cy="29" r="9"/>',
    # a house
    '<path d="M11 50V24l13-11 13 11v26z"/><path d="M0 0"/><circle cx="{x}" cy="{y}" r="4"/>',
    # a house with a door under a moon
    '<circle cx="{x}" cy="13" r="6"/><path d="M8 50V30l12-9 12 9v20z"/><path d="M17 50V38h6v12z"/>',
    # a leaf
    '<path d="M12 37C10 18 22 10 {x} 11c2 16-7 27-20 26z"/><path d="M9 42 28 21l1 2-17 21z"/>',
    # two leaves on a stem
    '<path d="M24 26C12 26 9 17 {y} 12c10-1 15 5 14 14z"/><path d="M25 32c-1-10 5-15 15-14 1 8-5 14-13 15l-1 15h-3z"/>',
    # the moon
    '<path d="M0 0"/><circle cx="24" cy="24" r="13"/><circle cx="{x}" cy="{y}" r="10"/>',
    # spruces
    '<path d="m30 12 11 30H19z"/><path d="m{y} 18 9 24H6z"/>',
    # stones on each other
    '<ellipse cx="{x}" cy="21" rx="9" ry="6"/><ellipse cx="24" cy="33" rx="14" ry="7"/>',
    # waves
    '<path d="M0 24q{y}-9 24 0t24 0v24H0z"/><path d="M0 36q12-{y} 24 0t24 0v12H0z"/>',
    # a boat
    '<path d="M25 8v22H12z"/><path d="M6 32h36l-{y} 9H15z"/>',
    # a cup
    '<path d="M12 21h22v9a11 9 0 0 1-22 0z"/><circle cx="{x}" cy="13" r="3"/>',
    # a path through a field
    '<circle cx="{y}" cy="14" r="6"/><path d="M0 28h48v20H0z"/><path d="M{x} 28q-9 9-14 20h9q2-11 9-20z"/>',
)


def _numbers(seed: str) -> bytes:
    return blake2s(seed.encode(), digest_size=8).digest()


@lru_cache(maxsize=4096)
def avatar(seed: str, size: int) -> SafeString:
    """A soft shape on one of four tints."""
    shape, tint, x, y = _numbers(seed)[:4]
    drawn = _SHAPES[shape % len(_SHAPES)].format(x=28 + x % 6, y=14 + y % 6)
    return mark_safe(  # noqa: S308 - made of our own shapes and numbers
        f'<svg class="av av{tint % 4}" viewBox="0 0 48 48" width="{int(size)}" height="{int(size)}" '
        f'aria-hidden="true">{drawn}</svg>'
    )


# Quarters of a 2 × 2 weave: each fills a 12 × 12 square from its corner.
_QUARTERS = ("h12v12H{x}z", "h12a12 12 0 0 1-12 12z", "a12 12 0 0 0 12 12V{y}z", "h12L{x} {yy}z")


@lru_cache(maxsize=64)
def mark(slug: str, size: int) -> SafeString:
    """Four woven quarters, one of them in a second colour."""
    numbers = _numbers(slug)
    pieces = [
        f"M{x} {y}{_QUARTERS[numbers[place] % 4].format(x=x, y=y, yy=y + 12)}"
        for place, (x, y) in enumerate(((0, 0), (12, 0), (0, 12), (12, 12)))
    ]
    second = pieces.pop(numbers[4] % 4)
    return mark_safe(  # noqa: S308 - made of our own shapes and numbers
        f'<svg class="mark" viewBox="0 0 24 24" width="{int(size)}" height="{int(size)}" aria-hidden="true">'
        f'<path d="{"".join(pieces)}"/><path d="{second}"/></svg>'
    )
