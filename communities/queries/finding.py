"""Groups that fit what a person chose to tell, and groups that are like a group.

Both are reckoned from chosen interests and from what groups say of themselves, never from what anybody read,
wrote or joined.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from communities.enums import Form, GroupState, JoinPolicy, Theme
from communities.models import Group, GroupTheme, Interests, Looked, Member
from communities.queries.groups import LIVELY, LONG_TEXTS, SPEAKS
from wellbeing_portal.institutions.models import Campus, ReaderQuery, standing_of

SUGGESTED = 3
# Ranking asks every group there is (40 ms of 5,000). So the first ones are kept for readers of the same places, some
# more than are shown, since a reader may be in many of them; seconds.
FITS_AHEAD, LIKE_AHEAD, AHEAD_KEPT = 60, 12, 600


@dataclass(frozen=True)
class Fit:
    """A group and why it is suggested: what of the person's own choice it has."""

    group: Group
    themes: tuple[Any, ...]
    languages: tuple[str, ...]
    forms: tuple[Any, ...]
    city: str


_chosen = ReaderQuery(Interests.objects.visible_to)


def looked_by(user: Any) -> Looked:
    """What the person has chosen; nothing, if they have chosen nothing."""
    return next((row.looked for row in _chosen.rows(user)), Looked())


def words_of(looked: Looked) -> list[Any]:
    """What was chosen, as the person reads it."""
    names = dict(settings.LANGUAGES)
    return [
        *(Theme(one).label for one in looked.themes),
        *(Form(one).label for one in looked.forms),
        *(names[code] for code in looked.languages),
        *([looked.city] if looked.city else []),
    ]


def towns() -> list[str]:
    """The towns where partners have a campus, which are public."""
    return list(
        Campus.objects.unscoped("who teaches where is public")
        .values_list("city", flat=True)
        .distinct()
        .order_by("city")
    )


def _with_room(user: Any) -> QuerySet[Group]:
    """Open groups with room that the person may see."""
    return (
        Group.objects.visible_to(user)
        .filter(state=GroupState.OPEN, join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST))
        .filter(Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")))
    )


def joinable(user: Any) -> QuerySet[Group]:
    """Open groups with room that the person may see and has never been in."""
    groups = _with_room(user)
    if user.is_authenticated:
        groups = groups.exclude(Exists(Member.objects.filter(group=OuterRef("pk"), user=user)))
    return groups.select_related("owner").defer(*LONG_TEXTS)


def _ahead(user: Any, what: str, ranked: Callable[[], QuerySet[Group]], most: int) -> list[int]:
    """Keys of the groups that come first by ``ranked``, kept under ``what`` for all who belong to the same places.

    Only a hint of where to look: whoever uses it asks the wall again.
    """
    standing = standing_of(user)
    whose = f"{what}|{sorted(standing.circle)}|{standing.living}|{user.is_authenticated}"
    # What people look for is no name of a key, also where it names nobody.
    key = f"communities:ahead:{hashlib.sha256(whose.encode()).hexdigest()[:40]}"
    kept: list[int] | None = cache.get(key)
    if kept is None:
        kept = [group.pk for group in ranked().only("pk")[:most]]
        cache.set(key, kept, AHEAD_KEPT)
    return kept


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _shared_themes(themes: Any) -> Coalesce:
    """How many of these themes (names, or a query of them) a group has."""
    own = GroupTheme.objects.filter(group=OuterRef("pk"), theme__in=themes).order_by().values("group")
    return Coalesce(Subquery(own.annotate(many=Count("pk")).values("many")), 0)


def _spoken(codes: Collection[str]) -> Q:
    found = Q()
    for code in codes:
        found |= Q(**{SPEAKS[code]: True})
    return found


def fits_for(user: Any, looked: Looked, most: int = SUGGESTED) -> list[Fit]:
    """The groups that have most of what was chosen, the liveliest first among equals; two queries, three now and then.

    A group in none of the chosen languages (or the page's, if none was chosen) is not suggested, nor one that
    has neither a chosen theme nor a chosen form where such were chosen.
    """
    if not looked.any:
        return []
    codes = looked.languages or tuple(code for code in (get_language(),) if code in SPEAKS)

    def ranked(groups: QuerySet[Group]) -> QuerySet[Group]:
        groups = groups.filter(_spoken(codes)).annotate(
            shared=_shared_themes(looked.themes),
            of_form=_one_if(Q(form__in=looked.forms)),
            in_town=_one_if(Q(city=looked.city) & ~Q(city="")),
        )
        if looked.themes or looked.forms:
            groups = groups.filter(Q(shared__gt=0) | Q(of_form=1))
        return groups.order_by("-shared", "-in_town", "-of_form", LIVELY, "pk")

    ahead = _ahead(user, f"fits {looked} {codes}", lambda: ranked(_with_room(user)), FITS_AHEAD)
    groups = ranked(joinable(user).filter(pk__in=ahead)).prefetch_related("themes")
    return [_fit(group, looked) for group in groups[:most]]


def _fit(group: Group, looked: Looked) -> Fit:
    of_group = {row.theme for row in group.themes.all()}
    return Fit(
        group,
        themes=tuple(Theme(one).label for one in looked.themes if one in of_group),
        languages=tuple(code for code in looked.languages if code in group.languages),
        forms=tuple(Form(one).label for one in looked.forms if one == group.form),
        city=looked.city if looked.city == group.city else "",
    )


THESE = [f"group{number}" for number in range(LIKE_AHEAD)]
_of_these = ReaderQuery(lambda user, **keys: joinable(user).filter(pk__in=keys.values()), **dict.fromkeys(THESE, int))


def groups_like(user: Any, group: Group) -> list[Group]:
    """Groups that share a theme with it, those with most themes and of its form first; one query, two now and then."""

    def ranked() -> QuerySet[Group]:
        themes = GroupTheme.objects.filter(group=group).values("theme")
        found = _with_room(user).filter(_spoken(group.languages)).exclude(pk=group.pk)
        found = found.annotate(shared=_shared_themes(themes), of_form=_one_if(Q(form=group.form)))
        return found.filter(shared__gt=0).order_by("-shared", "-of_form", LIVELY, "pk")

    ahead = _ahead(user, f"like {group.pk}", ranked, LIKE_AHEAD)
    if not ahead:
        return []
    keys: Any = dict(zip(THESE, [*ahead, *[0] * LIKE_AHEAD], strict=False))
    seen = {row.pk: row for row in _of_these.rows(user, **keys)}
    return [seen[pk] for pk in ahead if pk in seen][:SUGGESTED]
