"""Reads of threads and posts, shaped for their pages."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left
from django.shortcuts import get_object_or_404

from communities.models import (
    POSTS_ON_A_PAGE,
    Group,
    Member,
    MemberMute,
    Poll,
    Post,
    PostRevision,
    Reaction,
    Thread,
    ThreadFollow,
    ThreadRead,
    kept_by,
)
from communities.queries.blocks import (
    fenced,
    know_fenced,
    muted_members,
    unseen_posts,
    unseen_threads,
    veil,
    without,
)
from wellbeing_portal.institutions.models import ReaderQuery, ReaderRows
from wellbeing_portal.kernel.prepared import Prepared

# What a page of a thread reads of each post; a quoted post lends its beginning only.
POST_COLUMNS = (
    "pk", "public_id", "position", "body_html", "language", "created_at", "edited_at", "deleted_at",
    "hidden_at", "hidden_reason", "reactions", "author_id", "author__public_id", "author__pseudonym", "author__is_host",
    "quote_of__position", "quote_of__author__pseudonym", "quote_of__deleted_at", "quote_of__hidden_at", "quote_start",
)  # fmt: skip

THREAD_COLUMNS = (
    "public_id", "title", "language", "is_pinned", "is_closed", "hidden_at", "hidden_reason", "post_count",
    "created_at", "last_post_at", "held_at", "author__pseudonym", "read_to", "all_read_at",
)  # fmt: skip


def _columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """The names in the order in which the model's ``from_db`` wants their values."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)


# What the page of a thread needs of each of the three; anything else is fetched when it is asked for.
OF_THREAD = _columns(
    Thread, "id", "public_id", "group_id", "title", "language", "is_pinned", "is_closed", "hidden_at",
    "hidden_reason", "closed_reason", "held_at", "post_count",
)  # fmt: skip
OF_GROUP = _columns(
    Group, "id", "public_id", "owner_id", "slug", "title", "title_fi", "title_sv", "title_en", "state", "review",
    "review_posts", "review_days", "hours",
)  # fmt: skip
OF_MEMBER = _columns(
    Member, "id", "public_id", "group_id", "user_id", "pseudonym", "state", "is_host", "since", "passed", "trusted_at",
    "muted_until", "muted_reason",
)  # fmt: skip


def _posts_between(thread: int, after: int, until: int) -> QuerySet[Post]:
    posts = Post.objects.unscoped("the thread itself came through the wall")
    page = posts.filter(thread=thread, position__gt=after, position__lte=until).order_by("position")
    return page.annotate(quote_start=Left("quote_of__body", 300)).values_list(*POST_COLUMNS)


class PostsByPosition:
    """The posts of a thread for a paginator: its length is known, and a slice is one range of the index.

    So the last page of ten thousand posts costs what the first one costs: no COUNT, no OFFSET.
    """

    query = Prepared(_posts_between, thread=int, after=int, until=int)

    def __init__(self, thread: Thread) -> None:
        self.thread = thread

    def __len__(self) -> int:
        return self.thread.post_count

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        thread = self.thread
        after, until = (thread.position_of(part.start + 1) - 1, thread.position_of(part.stop)) if part.stop else (0, 0)
        rows = self.query.rows(thread=thread.pk, after=after, until=until)
        posts = [dict(zip(POST_COLUMNS, row, strict=True)) for row in rows]
        return _veiled(posts, thread) if thread.unseen else posts


def _veiled(posts: list[dict[str, Any]], thread: Thread) -> list[dict[str, Any]]:
    """The posts that the reader sees, with the places they have among them."""
    unseen = set(thread.unseen)
    seen = [post for post in posts if post["position"] not in unseen]
    for post in seen:
        post["position"] = thread.rank_of(post["position"])
        quoted = post["quote_of__position"]
        if quoted is not None:
            post["quote_of__position"] = None if quoted in unseen else thread.rank_of(quoted)
    return seen


def _threads_in(user: Any, group: int) -> QuerySet[Thread]:
    marks = ThreadRead.objects.visible_to(user).filter(thread=OuterRef("pk"))
    member = Member.objects.visible_to(user).filter(group=group, user=user).values("all_read_at")
    return (
        Thread.objects.visible_to(user)
        .filter(group=group)
        .annotate(read_to=Subquery(marks.values("position")[:1]), all_read_at=Subquery(member[:1]))
        .order_by("-is_pinned", "-last_post_at", "-pk")
        .values_list(*THREAD_COLUMNS)
    )


_threads_of = ReaderQuery(_threads_in, group=int)


def threads_of(user: Any, group: Group) -> "ReaderRows | _VeiledThreads":
    """Threads of a group the person reads, as dictionaries: pinned first, then the liveliest.

    ``new`` is how many posts the reader has not seen; ``is_new`` also tells of threads never opened whose
    earlier part is older than the reader's time in the group, so that nobody starts with a mountain.
    """
    if unseen_threads(user) is not None:
        return _VeiledThreads(user, group)
    return ReaderRows(_threads_of, user, shape=_thread_row, group=group.pk)


class _VeiledThreads:
    """The same list for a reader from whom something is kept: counted, and put in order, by what they see."""

    def __init__(self, user: Any, group: Group) -> None:
        seen = without(Thread.objects.visible_to(user).filter(group=group), unseen_threads(user))
        posts = Post.objects.unscoped("the thread itself came through the wall")
        hidden = posts.filter(unseen_posts(user), held_at=None, thread=OuterRef("pk")).order_by()
        counted = hidden.values("thread").annotate(many=Count("pk"))
        marks = ThreadRead.objects.visible_to(user).filter(thread=OuterRef("pk")).values("position")[:1]
        read = hidden.filter(position__lte=OuterRef("read_to")).values("thread").annotate(many=Count("pk"))
        newest = posts.filter(thread=OuterRef("pk"), held_at=None).exclude(pk__in=posts.filter(unseen_posts(user)))
        member = Member.objects.visible_to(user).filter(group=group, user=user).values("all_read_at")
        self.rows = (
            seen.annotate(read_to=Subquery(marks), all_read_at=Subquery(member[:1]))
            .annotate(
                out=Coalesce(Subquery(counted.values("many")), 0),
                out_read=Coalesce(Subquery(read.values("many")), 0),
                seen_at=Coalesce(Subquery(newest.order_by("-position").values("created_at")[:1]), F("created_at")),
            )
            .order_by("-is_pinned", "-seen_at", "-pk")
        )

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        rows = self.rows.values_list(*THREAD_COLUMNS, "out", "out_read", "seen_at")
        shaped = []
        for *columns, out, out_read, seen_at in rows[part]:
            row = dict(zip(THREAD_COLUMNS, columns, strict=True))
            row["post_count"] -= out
            row["read_to"] = row["read_to"] and row["read_to"] - out_read
            row["last_post_at"] = seen_at
            shaped.append(_thread_row(tuple(row.values())))
        return shaped


def _thread_row(columns: tuple[Any, ...]) -> dict[str, Any]:
    row = dict(zip(THREAD_COLUMNS, columns, strict=True))
    read_to, since = row["read_to"], row["all_read_at"]
    if since is None or row["last_post_at"] <= since:
        row["new"], row["is_new"] = 0, False
    elif read_to is not None:
        row["new"] = row["post_count"] - read_to
        row["is_new"] = row["new"] > 0
    else:
        row["new"] = row["post_count"] if row["created_at"] > since else 0
        row["is_new"] = True
    row["replies"] = max(row["post_count"] - 1, 0)
    position = first_unread(read_to, row["post_count"])
    row["to_unread"] = f"?page={(position - 1) // POSTS_ON_A_PAGE + 1}#p{position}"
    return row


def first_unread(read_to: int | None, post_count: int) -> int:
    """The position to begin reading at: the first post not seen, or the last one when all are."""
    return min((read_to or 0) + 1, max(post_count, 1))


def _thread_with_reader(user: int, public_id: uuid.UUID, kept: Collection[int] = ()) -> QuerySet[Any]:
    """The thread if the person reads it, their own row in its group, how far they have read, and if they follow."""
    marks = ThreadRead.objects.filter(thread=OuterRef("pk"), member__user=user)
    follows = ThreadFollow.objects.filter(thread=OuterRef("pk"), member__user=user)
    held = Post.objects.filter(thread=OuterRef("pk"), held_at__isnull=False)
    threads = Thread.objects.readable_by(user, kept).filter(public_id=public_id)
    return threads.annotate(
        me=FilteredRelation("group__members", condition=Q(group__members__user=user)),
        read_to=Subquery(marks.values("position")[:1]),
        follows=Subquery(follows.values("on")[:1]),
        waits=Exists(held),
        polled=Exists(Poll.objects.filter(thread=OuterRef("pk"))),
        fenced=fenced(user),
        folds=Exists(MemberMute.objects.filter(by__group=OuterRef("group"), by__user=user)),
    ).values_list(
        *OF_THREAD,
        *(f"group__{name}" for name in OF_GROUP),
        *(f"me__{name}" for name in OF_MEMBER),
        "read_to",
        "follows",
        "waits",
        "polled",
        "fenced",
        "folds",
    )


_thread_of_reader = Prepared(_thread_with_reader, user=int, public_id=uuid.UUID)


def first_post_of(thread: Thread) -> Post | None:
    """The post that began a conversation; None while that still waits for a host."""
    posts = Post.objects.filter(thread=thread, position=1)
    return posts.select_related("thread__group__owner", "author__user").first()


def thread_for(user: Any, public_id: uuid.UUID) -> Thread:
    """The thread or 404, with its group, the reader's own row as ``me`` (or None), ``read_to`` and ``follows``.

    ``waits`` says whether some post in it waits for a host; whose, ``waiting_in`` says to those who may know.
    """
    kept = kept_by(user)
    if kept:
        rows = list(_thread_with_reader(user.pk, public_id, kept))
    else:
        rows = _thread_of_reader.rows(user=user.pk, public_id=public_id)
    if not rows:
        return get_object_or_404(Thread.objects.none())
    of_group, of_member = len(OF_THREAD), len(OF_THREAD) + len(OF_GROUP)
    thread: Any = Thread.from_db(DEFAULT_DB_ALIAS, OF_THREAD, rows[0][:of_group])
    thread.group = Group.from_db(DEFAULT_DB_ALIAS, OF_GROUP, rows[0][of_group:of_member])
    thread.me = Member.from_db(DEFAULT_DB_ALIAS, OF_MEMBER, rows[0][of_member:-6]) if rows[0][of_member] else None
    thread.read_to, thread.follows, thread.waits, thread.polled, is_fenced, folds = rows[0][-6:]
    if thread.me is not None:
        thread.me.user, thread.me.group = user, thread.group
    thread.folded = muted_members(thread.me) if folds else frozenset()
    know_fenced(user, is_fenced)
    if is_fenced:
        _require_in_sight(user, thread)
        veil(thread, user)
    return thread


def _require_in_sight(user: Any, thread: Thread) -> None:
    """404 for a conversation that somebody unseen began, unless the reader has words of their own in it."""
    rows = Thread.objects.visible_to(user).filter(pk=thread.pk)
    own = Post.objects.filter(thread=thread, author__user=user)
    if not without(rows, unseen_threads(user)).exists() and not own.exists():
        get_object_or_404(Thread.objects.none())


def post_for(user: Any, public_id: uuid.UUID) -> Post:
    """The post with its thread and group, or 404; ``me`` is the reader's own row in the group, or None."""
    posts = Post.objects.visible_to(user).select_related("thread__group__owner", "author__user")
    post = get_object_or_404(posts.annotate(fenced=fenced(user.pk)), public_id=public_id)
    know_fenced(user, post.fenced)
    if post.fenced:
        post = get_object_or_404(without(posts, unseen_posts(user)), public_id=public_id)
        post.thread.read_to = None
        veil(post.thread, user)
    post.me = Member.objects.visible_to(user).filter(group=post.thread.group, user=user).first()
    if post.me is not None:
        post.me.user, post.me.group = user, post.thread.group
    return post


def post_to_quote(thread: Thread, position: int | None) -> Post | None:
    """A post of the thread that can be quoted, by its place: there, and neither removed nor hidden."""
    if position is None:
        return None
    position = thread.position_of(position)
    posts = Post.objects.unscoped("the thread itself came through the wall").select_related("author")
    return posts.filter(thread=thread, position=position, deleted_at=None, hidden_at=None).first()


def _reactions_between(member: int, thread: int, first: int, last: int) -> QuerySet[Reaction]:
    own = Reaction.objects.filter(member=member, post__thread=thread)
    return own.filter(post__position__gte=first, post__position__lte=last).values_list("post_id", "kind")


_own_reactions = Prepared(_reactions_between, member=int, thread=int, first=int, last=int)


def my_reactions(member: Member, thread: Thread, posts: list[dict[str, Any]]) -> set[tuple[int, str]]:
    """Which reactions on these posts (a stretch of the thread) are the member's own, as (post, kind)."""
    if not posts:
        return set()
    first, last = thread.position_of(posts[0]["position"]), thread.position_of(posts[-1]["position"])
    return set(_own_reactions.rows(member=member.pk, thread=thread.pk, first=first, last=last))


def revisions_of(user: Any, post: Post) -> QuerySet[PostRevision]:
    """Earlier texts of a post, the newest first."""
    return PostRevision.objects.visible_to(user).filter(post=post).order_by("-replaced_at", "-pk")
