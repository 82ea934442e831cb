"""Threads and the posts in them."""

from bisect import bisect_right
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.enums import HeldWhy, MemberState, ReactionKind
from communities.models.groups import Group, Member
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet

POSTS_ON_A_PAGE = 20


def kept_by(user: Any) -> frozenset[int]:
    """Ids of the institutions whose groups the person keeps."""
    return standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)


def readable(user: Any, kept: Collection[int], thread: str = "") -> Q:
    """The wall of what is written, as a condition; ``thread`` is the path to the thread, with its underscores.

    Active members of the group read it; its hosts, and those who keep the groups of its owner (``kept``,
    ids of institutions), read hidden threads too. A thread that waits for a host is read by them and its writer.
    Of a closed group, members read until the end that was set.
    """
    mine = Member.objects.filter(group=OuterRef(f"{thread}group"), user=user, state=MemberState.ACTIVE)
    mine = mine.filter(Q(group__read_until=None) | Q(group__read_until__gt=Now()))
    begun = Q(IsNull(OuterRef(f"{thread}held_at"), True)) | Q(pk=OuterRef(f"{thread}author"))
    seen = Q(is_host=True) | Q(IsNull(OuterRef(f"{thread}hidden_at"), True)) & begun
    wall = Q(Exists(mine.filter(seen)))
    return wall | Q(**{f"{thread}group__owner__in": kept}) if kept else wall


class ThreadQuerySet(WalledQuerySet):
    def readable_by(self, user: int, kept: Collection[int]) -> Self:
        return self.filter(readable(user, kept))

    def visible_to(self, user: Any) -> Self:
        """Threads of the groups the person reads; hidden ones only for those who look after the group."""
        return self.readable_by(user.pk, kept_by(user)) if user.is_authenticated else self.none()


class Thread(Row):
    """A conversation. The title is empty once its writer has removed the first post."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="threads")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    is_pinned = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(max_length=500, blank=True, help_text="Shown to its writer and hosts.")
    closed_reason = models.CharField(max_length=500, blank=True, help_text="Shown to the group.")
    held_at = models.DateTimeField(null=True, blank=True, help_text="Since when its first post waits for a host.")
    post_count = models.PositiveIntegerField(default=0, help_text="Also the position of the newest post.")
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(
        null=True, blank=True, help_text="Key of the form it came from: a second submit finds the first thread."
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="communities_thread_once")]
        indexes = [
            models.Index(fields=["group", "-is_pinned", "-last_post_at", "-id"], name="communities_thread_order")
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("communities:thread_page", args=[self.public_id])

    @property
    def waiting_url(self) -> str:
        """Where the posts that wait for a host stand: at the end."""
        page = (max(self.post_count, 1) - 1) // POSTS_ON_A_PAGE + 1
        return f"{self.get_absolute_url()}?page={page}#waiting"

    # The positions that are kept out of one reader's sight (queries.veil); none for nearly everybody.
    unseen: tuple[int, ...] = ()

    def rank_of(self, position: int) -> int:
        """The place of a post among those its reader sees; where nothing is unseen, its position."""
        return position - bisect_right(self.unseen, position)

    def position_of(self, rank: int) -> int:
        """The position of the post that stands at this place for its reader."""
        for unseen in self.unseen:
            if unseen > rank:
                break
            rank += 1
        return rank

    def url_of(self, position: int) -> str:
        """The address of one post by its place among those its reader sees: its page, and its place on the page."""
        page = (position - 1) // POSTS_ON_A_PAGE + 1
        return f"{self.get_absolute_url()}?page={page}#p{position}"


class PostQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Posts of the threads the person reads; deleted and hidden ones keep their place without their text.

        Those that wait for a host have no place yet: their writer sees them, and who looks after the group.
        """
        if not user.is_authenticated:
            return self.none()
        kept = kept_by(user)
        looks_after = Exists(
            Member.objects.filter(group=OuterRef("thread__group"), user=user, state=MemberState.ACTIVE, is_host=True)
        )
        waits = Q(held_at=None) | Q(author__user=user) | Q(looks_after) | Q(thread__group__owner__in=kept)
        return self.filter(readable(user.pk, kept, "thread__"), waits)


class Post(Row):
    """Positions run 1, 2, 3 … without gaps, so that any page of a long thread is one index range.

    A post that waits for a host has none; it takes the next one when it is let through.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveIntegerField(null=True, blank=True)
    body = models.TextField(_("your message"), max_length=10_000, blank=True)
    body_html = models.TextField(blank=True, help_text="Rendered when written: reading is many times more common.")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    quote_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(max_length=500, blank=True)
    held_at = models.DateTimeField(null=True, blank=True, help_text="Since when it waits for a host.")
    held_why = models.CharField(max_length=10, choices=HeldWhy, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True, help_text="When a host decided not to let it through.")
    declined_reason = models.CharField(max_length=500, blank=True, help_text="Shown to its writer.")
    reactions = models.JSONField(default=dict, help_text="Kind of reaction to how many; moved with each reaction.")
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField(
        null=True, blank=True, help_text="Key of the form it came from: a second submit finds the first post."
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "position"], name="communities_post_position"),
            models.UniqueConstraint(fields=["author", "once"], name="communities_post_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="communities_post_from_one"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(body="", body_html=""),
                name="communities_post_deleted_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True, held_at__isnull=False)
                | Q(position__isnull=False, held_at__isnull=True),
                name="communities_post_has_place_or_waits",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | Q(held_at__isnull=False),
                name="communities_post_declined_was_held",
            ),
        ]
        indexes = [
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="communities_post_deleted"),
            models.Index(fields=["thread"], condition=Q(held_at__isnull=False), name="communities_post_held"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        thread = self.thread
        return thread.url_of(thread.rank_of(self.position)) if self.position else thread.waiting_url

    @property
    def begins_thread(self) -> bool:
        """Whether the title of the thread belongs to it; a thread that waits has nothing but its first post."""
        return self.position == 1 or self.thread.held_at is not None


class PostRevisionQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Earlier texts are for their writer and for those who look after the group, while these read it."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(user=user, state=MemberState.ACTIVE)
        return self.filter(
            Q(post__author__in=mine, post__thread__hidden_at__isnull=True)
            | Q(post__thread__group__in=mine.filter(is_host=True).values("group"))
            | Q(post__thread__group__owner__in=kept_by(user))
        )


class PostRevision(models.Model):
    """The text before an edit or a removal; a removed post loses all of them once the time to undo is over."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=120, blank=True, help_text="Of the thread, when the post is its first.")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    objects = PostRevisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["post", "-replaced_at", "-id"], name="communities_revision_order")]

    def __str__(self) -> str:
        return f"revision of post {self.post_id}"


class ReactionQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who reacted is nobody's business: people see only their own rows, others see counts."""
        return self.filter(member__user=user) if user.is_authenticated else self.none()


class Reaction(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReactionKind)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member", "kind"], name="communities_reaction_once")]

    def __str__(self) -> str:
        return self.kind


class ThreadReadQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What somebody has read is their own."""
        return self.filter(member__user=user) if user.is_authenticated else self.none()


class ThreadRead(models.Model):
    """How far one member has read one thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)

    objects = ThreadReadQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="communities_read_once")]

    def __str__(self) -> str:
        return f"{self.position} of thread {self.thread_id}"


class ThreadFollowQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What somebody follows is their own."""
        return self.filter(member__user=user) if user.is_authenticated else self.none()


class ThreadFollow(models.Model):
    """Whether a member hears of new replies. Who writes follows; a row with ``on`` false says they chose not to."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    on = models.BooleanField(default=True)

    objects = ThreadFollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="communities_follow_once")]

    def __str__(self) -> str:
        return f"{'follows' if self.on else 'does not follow'} thread {self.thread_id}"
