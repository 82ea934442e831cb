"""What groups and conversations say to people, and the parts of the digest about them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communities import queries
from communities.enums import Form, GroupState, MemberState
from communities.models import Group, Member, Post, Thread, ThreadFollow, ThreadRead, kept_by
from wellbeing_portal.kernel.voice import Category, Kind, Reader, Section, Thing, Urgency, kind, mutable, section


def mail_name(group: Group) -> str:
    """What a mail may call the group: nothing where its name could tell how somebody is."""
    return "" if group.form == Form.SUPPORT else group.title


@lru_cache(maxsize=8192)
def _page(slug: str) -> str:
    return reverse("communities:group_page", args=[slug])


def _page_of(group: Group) -> str:
    return _page(group.slug)


def by_mail(group: Group, page: str) -> dict[str, Any]:
    """An address of the group tells its name too: where there is none, the mail leads to the inbox, which knows on."""
    named = mail_name(group)
    return {"group": named, "link": page if named else reverse("notifications:inbox")}


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
        return {**by_mail(target.group, _page_of(target.group)), "accepted": target.state == MemberState.ACTIVE}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.group.title, "link": _page_of(target.group)}


def looked_after(recipient: Any) -> QuerySet[Group]:
    """The groups that the person hosts or keeps."""
    hosted = Member.objects.filter(group=OuterRef("pk"), user=recipient, state=MemberState.ACTIVE, is_host=True)
    return Group.objects.visible_to(recipient).filter(Exists(hosted) | Q(owner__in=kept_by(recipient)))


@kind
class RequestWaiting(Kind):
    """One notice for a group, however many ask."""

    name = "communities.request_waiting"
    category = Category.DUTIES
    label = _("Somebody asks to join a group you look after")
    bundles = True
    model = Group

    def concerns(self, person: Any) -> bool:
        """Those who look after groups, as hosts or by their role."""
        hosted = Member.objects.active().filter(user=person, is_host=True)
        return bool(kept_by(person)) or hosted.exists()

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        groups = (
            looked_after(recipient)
            .filter(public_id__in=ids)
            .annotate(waiting=Count("members", filter=Q(members__state=MemberState.REQUESTED)))
        )
        return {row.public_id: row for row in groups}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.waiting > 0

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**by_mail(target, self._page(target)), "waiting": target.waiting}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.title, "link": self._page(target)}

    def _page(self, target: Any) -> str:
        return reverse("communities:member_list", args=[target.slug])


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
        return {**by_mail(target, _page_of(target)), "opened": target.state == GroupState.OPEN}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.title, "link": _page_of(target)}


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
        seen = queries.without(threads, queries.unseen_threads(recipient))
        return {row.public_id: queries.veil(row, recipient) for row in seen}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Not once it was read, closed or hidden, nor after the reader or the group has stopped."""
        open_ = not target.is_closed and target.hidden_at is None and target.group.state != GroupState.CLOSED
        return open_ and target.follows and target.read_to < target.post_count

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        link = target.url_of(min(target.read_to + 1, target.post_count))
        return {"group": mail_name(target.group), "link": link}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.group.title}

    def mute_key(self, target: Any) -> str:
        return target.group.mute_key


def _veiled(post: Post, recipient: Any) -> Post:
    """The post, with its thread as the recipient meets it; ``read_to`` of the post itself stays a position."""
    post.thread.read_to = None
    queries.veil(post.thread, recipient)
    return post


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
        seen = queries.without(posts, queries.unseen_posts(recipient))
        return {row.public_id: _veiled(row, recipient) for row in seen}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        there = target.deleted_at is None and target.hidden_at is None and target.thread.hidden_at is None
        return there and target.read_to < target.position

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"group": mail_name(target.thread.group), "link": target.get_absolute_url()}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.thread.group.title}

    def mute_key(self, target: Any) -> str:
        return target.thread.group.mute_key


@kind
class PostAnswered(Kind):
    """What waited for a host was let through or not; why not is read in the portal."""

    name = "communities.post_answered"
    category = Category.GROUPS
    label = _("A host has read your post")
    model = Post

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Post.objects.visible_to(recipient).filter(author__user=recipient, public_id__in=ids)
        return {row.public_id: row for row in own.select_related("thread__group")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.deleted_at is None and (target.held_at is None or target.declined_at is not None)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        shown = target.held_at is None
        return {"group": mail_name(target.thread.group), "shown": shown, "link": target.get_absolute_url()}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.thread.group.title}


@kind
class PostsWait(RequestWaiting):
    """One notice for a group, however many posts wait."""

    name = "communities.posts_wait"
    label = _("Posts wait for a host in a group you look after")

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        held = Post.objects.unscoped("only counted").filter(held_at__isnull=False, declined_at=None)
        counts = held.filter(thread__group=OuterRef("pk")).order_by().values("thread__group")
        groups = (
            looked_after(recipient)
            .filter(public_id__in=ids)
            .annotate(waiting=Coalesce(Subquery(counts.annotate(all=Count("pk")).values("all")), 0))
        )
        return {row.public_id: row for row in groups}

    def _page(self, target: Any) -> str:
        return reverse("communities:posts_waiting", args=[target.slug])


@mutable("group")
def groups_of(user: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """What a person can silence: the groups they are in."""
    inside = Member.objects.active().filter(user=user).values("group")
    groups = Group.objects.visible_to(user).filter(pk__in=inside, public_id__in=ids)
    return {row.public_id: Thing(row.title, reverse("communities:group_page", args=[row.slug])) for row in groups}


# --- the digest

# More groups than these are told of together, so that the letter stays short.
NAMED = 5


def _counted(threads: int, replies: int) -> str:
    said = []
    if threads:
        said.append(ngettext("%(count)s new conversation", "%(count)s new conversations", threads) % {"count": threads})
    if replies:
        said.append(ngettext("%(count)s new reply", "%(count)s new replies", replies) % {"count": replies})
    return ", ".join(said)


@section
class GroupNews(Section):
    """The liveliest groups by name; support groups, and what is more, together and without their names."""

    name = "communities.news"
    order = 10

    def gather(self, readers: Sequence[Reader]) -> Mapping[int, list[queries.News]]:
        return queries.news_for({reader.user.pk: reader.since for reader in readers})

    def facts(self, gathered: list[queries.News]) -> dict[str, Any]:
        order = sorted(gathered, key=lambda one: -one.threads - one.replies)
        named = [one for one in order if mail_name(one.group)][:NAMED]
        rest = [one for one in order if one not in named]
        return {
            "groups": [
                {**by_mail(one.group, _page_of(one.group)), "counted": _counted(one.threads, one.replies)}
                for one in named
            ],
            "rest": _counted(sum(one.threads for one in rest), sum(one.replies for one in rest)),
            "home": "/",
        }


@section
class GroupSuggestion(Section):
    name = "communities.suggestion"
    order = 90
    is_news = False

    def gather(self, readers: Sequence[Reader]) -> Mapping[int, Group]:
        week = timezone.localdate().isocalendar().week
        return queries.suggestions_for({reader.user.pk: reader.user.language for reader in readers}, turn=week)

    def facts(self, gathered: Group) -> dict[str, Any]:
        return by_mail(gathered, _page_of(gathered))
