"""Threads and the posts in them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.enums import MemberState, ReactionKind
from communities.models.groups import Group, Member
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet


def readable_groups(user: Any) -> Any:
    """Ids of the groups whose conversations the person reads: active member, or keeper of the owner."""
    mine = Q(pk__in=Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group"))
    kept = standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)
    return Group.objects.filter(mine | Q(owner__in=kept)).values("pk")


class ThreadQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Threads of the groups the person reads; hidden ones are told apart by the page, not left out."""
        return self.filter(group__in=readable_groups(user)) if user.is_authenticated else self.none()


class Thread(Row):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="threads")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    is_pinned = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True, help_text="Why hidden or closed; shown to the group.")
    post_count = models.PositiveIntegerField(default=0, help_text="Also the position of the newest post.")
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(
        null=True, blank=True, help_text="Key of the form it came from: a second submit finds the first thread."
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="communities_thread_once")]
        indexes = [models.Index(fields=["group", "-is_pinned", "-last_post_at"], name="communities_thread_list")]

    def __str__(self) -> str:
        return str(self.public_id)


class PostQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Posts of the groups the person reads; deleted and hidden ones keep their place without their text."""
        return self.filter(thread__group__in=readable_groups(user)) if user.is_authenticated else self.none()


class Post(Row):
    """Positions run 1, 2, 3 … without gaps, so that any page of a long thread is one index range."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveIntegerField()
    body = models.TextField(_("your message"), max_length=10_000)
    body_html = models.TextField(help_text="Rendered when written: reading is many times more common.")
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
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class OfPostQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What belongs to the posts the person reads."""
        return self.filter(post__in=Post.objects.visible_to(user).values("pk"))


class PostRevision(models.Model):
    """The text before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    objects = OfPostQuerySet.as_manager()

    class Meta:
        ordering = ["replaced_at", "pk"]

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
