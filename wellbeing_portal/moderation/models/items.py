"""The queue: one open item for a thing (and one for each question of a host), why it is there, and what was said."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.moderation.enums import Colour, How, Rule, What, Why


def queue_wall(user: Any, path: str = "") -> Q:
    """The wall of the queue: moderators and coordinators of the place, and never what one has written oneself."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    kept = standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)
    nobody = Q(**{f"{path}author__isnull": True})
    return Q(**{f"{path}place__in": kept}) & (nobody | ~Q(**{f"{path}author": user}))


class ItemQuerySet(WalledQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        return self.filter(queue_wall(user))


class Item(Row):
    """A thing that somebody has to look at. Closed, it is the memory of what was looked at before."""

    kind = models.CharField(max_length=60, help_text="Name in the registry of what can be reported.")
    thing_id = models.UUIDField(help_text="Public id of the thing.")
    place = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Who is told what was decided; never shown.",
    )
    colour = models.PositiveSmallIntegerField(choices=Colour)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(help_text="When somebody promised to have looked at it.")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=12, choices=How, blank=True, help_text="How it left the queue.")
    is_question = models.BooleanField(
        default=False, help_text="Of a host, answered to that host alone: nothing else that is brought up joins it."
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_id"],
                condition=Q(closed_at__isnull=True, is_question=False),
                name="moderation_item_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, how="") | (Q(closed_at__isnull=False) & ~Q(how="")),
                name="moderation_item_closed_how",
            ),
            models.CheckConstraint(
                condition=Q(assignee__isnull=True) | Q(taken_at__isnull=False), name="moderation_item_taken_when"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "due_at"], condition=Q(closed_at__isnull=True), name="moderation_item_queue"),
            models.Index(fields=["kind", "thing_id"], name="moderation_item_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.kind}"


class OfItemQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What belongs to an item is for those who see the item."""
        return self.filter(queue_wall(user, "item__"))


class CauseQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who see the item, who are never shown whose it is; and whose it is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(by=user) | queue_wall(user, "item__"))


class Cause(Row):
    """Why an item is in the queue: a report, or one of the other ways in."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="causes")
    why = models.CharField(max_length=8, choices=Why)
    colour = models.PositiveSmallIntegerField(choices=Colour)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Never shown."
    )
    rule = models.CharField(_("what is wrong"), max_length=12, choices=Rule, blank=True)
    note = EncryptedTextField(_("in your own words"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    who = EncryptedTextField(blank=True, help_text="Name of somebody who gave notice without signing in; never shown.")
    address = EncryptedTextField(blank=True, help_text="Their e-mail address, for the answer; never shown.")
    language = models.CharField(max_length=2, blank=True, help_text="In which the answer is written.")
    once = models.UUIDField(
        null=True, unique=True, help_text="Key of the form or event it came from: twice is the first cause."
    )

    objects = CauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "by"],
                condition=Q(why=Why.REPORT, by__isnull=False),
                name="moderation_report_once",
            )
        ]
        indexes = [models.Index(fields=["by", "-made_at"], name="moderation_cause_mine")]

    def __str__(self) -> str:
        return f"{self.why} of item {self.item_id}"


class Evidence(models.Model):
    """What the thing said when it was brought up, and under which name; kept only while it is needed."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="evidence")
    said = EncryptedTextField()
    pen_name = EncryptedTextField(blank=True)
    taken_at = models.DateTimeField(default=timezone.now)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "-taken_at"], name="moderation_evidence_order")]

    def __str__(self) -> str:
        return f"evidence of item {self.item_id}"


class Event(models.Model):
    """A step in the history of an item, as those who moderate read it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=What)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Somebody who moderates; never a reporter or an author.",
    )
    note = EncryptedTextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "at", "id"], name="moderation_event_order")]

    def __str__(self) -> str:
        return f"{self.what} of item {self.item_id}"
