"""What is said to those who look after groups when a group has no host, and when its rest is over."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.enums import GroupState, MemberState
from communities.models import Group, Member
from communities.notices.groups import by_mail, looked_after
from wellbeing_portal.kernel.voice import Category, Kind, kind


class AboutKeptGroup(Kind):
    """Something to do for a group, said to those who look after it."""

    category = Category.DUTIES
    model = Group
    page = "group_page"

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        hosts = Member.objects.filter(group=OuterRef("pk"), state=MemberState.ACTIVE, is_host=True)
        groups = looked_after(recipient).filter(public_id__in=ids).annotate(has_hosts=Exists(hosts))
        return {row.public_id: row for row in groups}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return by_mail(target, self._link(target))

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.title, "link": self._link(target)}

    def _link(self, target: Any) -> str:
        return reverse(f"communities:{self.page}", args=[target.slug])


@kind
class NoHost(AboutKeptGroup):
    name = "communities.no_host"
    label = _("A group you keep has no host any more")
    page = "member_list"

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.state in (GroupState.OPEN, GroupState.RESTING) and not target.has_hosts


@kind
class RestOver(AboutKeptGroup):
    name = "communities.rest_over"
    label = _("A resting group was to wake up today")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.state == GroupState.RESTING
