"""Hosts of a group: whose turn it is, and what they hand over to each other."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from communities.enums import MemberState
from communities.models.groups import Group, Member
from communities.models.posts import kept_by
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class HostTurnQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Members know whose turn it is in their group; so do those who keep it."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group")
        return self.filter(Q(group__in=mine) | Q(group__owner__in=kept_by(user)))

    def during(self, first: datetime.date, last: datetime.date) -> Self:
        """Turns of hosts of today that touch these days."""
        there = self.filter(member__state=MemberState.ACTIVE, member__is_host=True)
        return there.filter(begins__lte=last, ends__gte=first).order_by("begins", "pk")


class HostTurn(Row):
    """From one day to another a host is the one to turn to. Two hosts may share a turn."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    begins = models.DateField()
    ends = models.DateField()

    objects = HostTurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="communities_turn_in_order"),
            models.UniqueConstraint(fields=["member", "begins"], name="communities_turn_once"),
        ]
        indexes = [models.Index(fields=["group", "ends"], name="communities_turn_order")]

    def __str__(self) -> str:
        return f"{self.begins} to {self.ends}"


class HandOverNoteQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """For those who look after the group: its hosts of today, and who keeps the groups of its owner."""
        if not user.is_authenticated:
            return self.none()
        hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
        return self.filter(Q(group__in=hosted) | Q(group__owner__in=kept_by(user)))


class HandOverNote(Row):
    """What one host tells the next. Written once and kept as it is, so that the history can be read."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField(max_length=4000)
    written_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(unique=True, help_text="Key of the form it came from.")

    objects = HandOverNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["group", "-written_at", "-id"], name="communities_note_order")]

    def __str__(self) -> str:
        return str(self.public_id)
