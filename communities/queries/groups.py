"""Reads of groups and members, shaped for their pages."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from communities.enums import Form, GroupState, Theme
from communities.models import Group, Member

SPEAKS = {"fi": "speaks_fi", "sv": "speaks_sv", "en": "speaks_en"}


def groups_for(user: Any, *, theme: str = "", form: str = "", language: str = "") -> QuerySet[Group]:
    """Open and resting groups the person may see, the liveliest first; unknown filter values are ignored."""
    groups = Group.objects.visible_to(user).filter(state__in=(GroupState.OPEN, GroupState.RESTING))
    if theme in Theme.values:
        groups = groups.filter(themes__theme=theme)
    if form in Form.values:
        groups = groups.filter(form=form)
    if language in SPEAKS:
        groups = groups.filter(**{SPEAKS[language]: True})
    resting_last = Case(When(state=GroupState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return groups.select_related("owner").prefetch_related("themes").order_by(resting_last, "-last_post_at", "pk")


def group_for(user: Any, slug: str) -> Group:
    """The group, or 404 when there is none the person may know of."""
    return get_object_or_404(Group.objects.visible_to(user).select_related("owner"), slug=slug)


def my_member(user: Any, group: Group) -> Member | None:
    """The person's own row in the group, whatever its state."""
    if not user.is_authenticated:
        return None
    return Member.objects.visible_to(user).select_related("group").filter(group=group, user=user).first()
