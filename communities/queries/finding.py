"""Groups that fit what a person chose to tell, and groups that are like a group.

Both are reckoned from chosen interests and from what groups say of themselves, never from what anybody read,
wrote or joined.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from communities.enums import Form, GroupState, JoinPolicy, Theme
from communities.models import Group, GroupTheme, Interests, Looked, Member
from communities.queries.groups import LIVELY, LONG_TEXTS, SPEAKS
from wellbeing_portal.institutions.models import Campus

SUGGESTED = 3


@dataclass(frozen=True)
class Fit:
    """A group and why it is suggested: what of the person's own choice it has."""

    group: Group
    themes: tuple[Any, ...]
    languages: tuple[str, ...]
    forms: tuple[Any, ...]
    city: str


def looked_by(user: Any) -> Looked:
    """What the person has chosen; nothing, if they have chosen nothing."""
    row = Interests.objects.visible_to(user).first()
    return row.looked if row else Looked()


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


def joinable(user: Any) -> QuerySet[Group]:
    """Open groups with room that the person may see and has never been in."""
    groups = (
        Group.objects.visible_to(user)
        .filter(state=GroupState.OPEN, join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST))
        .filter(Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")))
    )
    if user.is_authenticated:
        groups = groups.exclude(Exists(Member.objects.filter(group=OuterRef("pk"), user=user)))
    return groups.select_related("owner").defer(*LONG_TEXTS)


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _shared_themes(themes: Collection[str]) -> Coalesce:
    """How many of these themes a group has."""
    own = GroupTheme.objects.filter(group=OuterRef("pk"), theme__in=themes).order_by().values("group")
    return Coalesce(Subquery(own.annotate(many=Count("pk")).values("many")), 0)


def fits_for(user: Any, looked: Looked, most: int = SUGGESTED) -> list[Fit]:
    """The groups that have most of what was chosen, the liveliest first among equals; two queries.

    A group in none of the chosen languages (or the page's, if none was chosen) is not suggested, nor one that
    has neither a chosen theme nor a chosen form where such were chosen.
    """
    if not looked.any:
        return []
    codes = looked.languages or tuple(code for code in (get_language(),) if code in SPEAKS)
    spoken = Q()
    for code in codes:
        spoken |= Q(**{SPEAKS[code]: True})
    groups = (
        joinable(user)
        .filter(spoken)
        .annotate(
            shared=_shared_themes(looked.themes),
            of_form=_one_if(Q(form__in=looked.forms)),
            in_town=_one_if(Q(city=looked.city) & ~Q(city="")),
        )
    )
    if looked.themes or looked.forms:
        groups = groups.filter(Q(shared__gt=0) | Q(of_form=1))
    groups = groups.order_by("-shared", "-in_town", "-of_form", LIVELY, "pk").prefetch_related("themes")
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


def groups_like(user: Any, group: Group) -> list[Group]:
    """Groups that share a theme with the group, those with most themes and of its form first; one query."""
    themes = GroupTheme.objects.filter(group=group).values("theme")
    own = GroupTheme.objects.filter(group=OuterRef("pk"), theme__in=themes).order_by().values("group")
    shared = Coalesce(Subquery(own.annotate(many=Count("pk")).values("many")), 0)
    spoken = Q()
    for code in group.languages:
        spoken |= Q(**{SPEAKS[code]: True})
    like = (
        joinable(user).filter(spoken).exclude(pk=group.pk).annotate(shared=shared, of_form=_one_if(Q(form=group.form)))
    )
    return list(like.filter(shared__gt=0).order_by("-shared", "-of_form", LIVELY, "pk")[:SUGGESTED])
