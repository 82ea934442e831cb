"""Whom people keep away from, and whose posts they fold away."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from communities.models.groups import Group, Member
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class BlockQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whom somebody blocked is their own; who was blocked never learns of it, nor does anybody who looks after."""
        return self.filter(by=user) if user.is_authenticated else self.none()


class Block(Row):
    """One person keeps away from another. Only the name under which they met is ever shown.

    A block that was taken back is kept with its end: what the blocker wrote elsewhere in the meantime stays
    out of the other's sight, so that its coming back cannot tie two pseudonyms together.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40, help_text="The pseudonym or nickname under which they were blocked.")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "whom", "group", "name"], condition=Q(ended_at=None), name="communities_block_once"
            ),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="communities_block_another"),
        ]
        indexes = [
            models.Index(fields=["by", "ended_at"], name="communities_block_mine"),
            models.Index(fields=["whom"], name="communities_block_of"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class MemberMuteQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whose posts somebody folds away is their own."""
        return self.filter(by__user=user) if user.is_authenticated else self.none()


class MemberMute(models.Model):
    """One member folds another's posts away; nobody else sees anything of it."""

    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    whom = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    objects = MemberMuteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="communities_mute_once"),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="communities_mute_another"),
        ]

    def __str__(self) -> str:
        return f"member {self.by_id} folds away member {self.whom_id}"
