"""Questions to a group that are answered without names: polls in conversations, and how the group is this week.

No row joins a person to an answer. What keeps somebody from answering twice is a token that only the holder of
SECRET_KEY can make again; the tables of tokens have no key to any other table, no time and no running number.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from communities.enums import Face, MemberState
from communities.models.groups import Group, Member
from communities.models.posts import Thread, kept_by, readable
from wellbeing_portal.kernel.models import Row, WalledQuerySet


def token_of(member: Member, box: Any) -> str:
    """What stands for a member in one poll or one week; another box, another token."""
    return salted_hmac("communities.answers", f"{box}:{member.public_id}", algorithm="sha256").hexdigest()


class PollQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Polls of the conversations that the person reads; a hidden one only for those who keep the group."""
        if not user.is_authenticated:
            return self.none()
        kept = kept_by(user)
        in_sight = Q(hidden_at=None) | Q(author__user=user) | Q(thread__group__owner__in=kept)
        return self.filter(readable(user.pk, kept, "thread__"), in_sight)


class Poll(Row):
    """A question in a conversation. Its answers are counted once, when it has closed."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="polls")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("question"), max_length=200)
    many = models.BooleanField(default=False, help_text="Several options may be chosen.")
    closes_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    ballots = models.PositiveIntegerField(null=True, blank=True, help_text="How many answered; known once counted.")
    hidden_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(unique=True, help_text="Key of the form it came from.")

    objects = PollQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["thread"], name="communities_poll_thread"),
            models.Index(fields=["closes_at"], condition=Q(ballots=None), name="communities_poll_uncounted"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#poll-{self.public_id}"


class PollOptionQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(poll__in=Poll.objects.visible_to(user).values("pk"))


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0, help_text="Filled in when the poll has closed.")

    objects = PollOptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="communities_option_once")]

    def __str__(self) -> str:
        return self.text


class NobodysQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Nobody sees a single answer, not even their own as a row."""
        return self.none()


class Ballot(models.Model):
    """What one token chose, until the poll closes; then only counts are left."""

    token = models.CharField(max_length=64, primary_key=True)
    box = models.UUIDField(db_index=True, help_text="Public id of the poll; on purpose not a key.")
    chosen = models.JSONField(default=list)

    objects = NobodysQuerySet.as_manager()

    def __str__(self) -> str:
        return "a ballot"


class MoodSeen(models.Model):
    """That a token has answered in a week; what it answered is written nowhere."""

    token = models.CharField(max_length=64, primary_key=True)
    week = models.DateField(db_index=True)

    objects = NobodysQuerySet.as_manager()

    def __str__(self) -> str:
        return f"somebody in the week of {self.week}"


class MoodCountQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Counts of the groups that the person is in or keeps; which of them may be shown, ``queries`` decides."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group")
        return self.filter(Q(group__in=mine) | Q(group__owner__in=kept_by(user)))


class MoodCount(models.Model):
    """How many chose a face in a group in a week."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    week = models.DateField(help_text="Its Monday.")
    face = models.PositiveSmallIntegerField(choices=Face)
    count = models.PositiveIntegerField(default=0)

    objects = MoodCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "week", "face"], name="communities_mood_once")]

    def __str__(self) -> str:
        return f"{self.count} in the week of {self.week}"
