"""What peer groups say to people. No e-mail tells what anybody wrote, nor which support group somebody belongs to."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.enums import Form, GroupState, MemberState
from communities.models import Group, Member, Post, Thread, ThreadFollow, ThreadRead, kept_by
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind


def mail_name(group: Group) -> str:
    """What a mail may call the group: nothing where its name could tell how somebody is."""
    return "" if group.form == Form.SUPPORT else group.title


def group_key(group: Group) -> str:
    """By which a person silences a group."""
    return f"group:{group.public_id}"


def _of_group(group: Group, link: str = "") -> dict[str, Any]:
    page = reverse("communities:group_page", args=[group.slug])
    return {"group": mail_name(group), "link": link or page}


@kind
class RequestAnswered(Kind):
    """The mail says that somebody is in; a no is read in the portal, where its reason stands."""

    name = "communities.request_answered"
    category = Category.GROUPS
    label = _("Your request to join a group is answered")
    urgency = Urgency.SOON
    model = Member

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Member.objects.visible_to(recipient).filter(user=recipient, public_id__in=ids)
        return {row.public_id: row for row in own.select_related("group")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Nobody needs to hear of it who has been there since, or left, or asked again."""
        if target.state == MemberState.ACTIVE:
            return target.last_visit_at is None or target.last_visit_at < target.since
        return target.state == MemberState.DECLINED

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**_of_group(target.group), "accepted": target.state == MemberState.ACTIVE}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.group.title}


@kind
class RequestWaiting(Kind):
    """One notice for a group, however many ask."""

    name = "communities.request_waiting"
    category = Category.DUTIES
    label = _("Somebody asks to join a group you look after")
    bundles = True
    model = Group

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        hosted = Member.objects.filter(group=OuterRef("pk"), user=recipient, state=MemberState.ACTIVE, is_host=True)
        groups = (
            Group.objects.visible_to(recipient)
            .filter(Exists(hosted) | Q(owner__in=kept_by(recipient)), public_id__in=ids)
            .annotate(waiting=Count("members", filter=Q(members__state=MemberState.REQUESTED)))
        )
        return {row.public_id: row for row in groups}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.waiting > 0

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        link = reverse("communities:member_list", args=[target.slug])
        return {**_of_group(target, link), "waiting": target.waiting}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.title}


@kind
class ProposalAnswered(Kind):
    name = "communities.proposal_answered"
    category = Category.GROUPS
    label = _("The group you proposed is answered")
    urgency = Urgency.SOON
    model = Group

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Group.objects.visible_to(recipient).filter(proposed_by=recipient, public_id__in=ids)
        return {row.public_id: row for row in own}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.state in (GroupState.OPEN, GroupState.DECLINED)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**_of_group(target), "opened": target.state == GroupState.OPEN}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.title}


def _marks(recipient: Any, thread: str) -> Coalesce:
    """How far the recipient has read the thread that the path leads to."""
    own = ThreadRead.objects.filter(thread=OuterRef(thread), member__user=recipient)
    return Coalesce(Subquery(own.values("position")[:1]), 0)


@kind
class ThreadReplies(Kind):
    """One notice for a conversation, however many write."""

    name = "communities.thread_replies"
    category = Category.GROUPS
    label = _("New replies in a conversation you follow")
    bundles = True
    model = Thread

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        following = ThreadFollow.objects.filter(thread=OuterRef("pk"), member__user=recipient, on=True)
        threads = (
            Thread.objects.visible_to(recipient)
            .filter(public_id__in=ids)
            .select_related("group")
            .annotate(read_to=_marks(recipient, "pk"), follows=Exists(following))
        )
        return {row.public_id: row for row in threads}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Not once it was read, closed or hidden, nor after the reader or the group has stopped."""
        open_ = not target.is_closed and target.hidden_at is None and target.group.state != GroupState.CLOSED
        return open_ and target.follows and target.read_to < target.post_count

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return _of_group(target.group, target.url_of(min(target.read_to + 1, target.post_count)))

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.group.title}

    def mute_key(self, target: Any) -> str:
        return group_key(target.group)


@kind
class Mention(Kind):
    name = "communities.mention"
    category = Category.GROUPS
    label = _("Somebody calls you by your pseudonym")
    model = Post

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        posts = (
            Post.objects.visible_to(recipient)
            .filter(public_id__in=ids)
            .select_related("thread__group")
            .annotate(read_to=_marks(recipient, "thread"))
        )
        return {row.public_id: row for row in posts}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        there = target.deleted_at is None and target.hidden_at is None and target.thread.hidden_at is None
        return there and target.read_to < target.position

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return _of_group(target.thread.group, target.get_absolute_url())

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.thread.group.title}

    def mute_key(self, target: Any) -> str:
        return group_key(target.thread.group)
