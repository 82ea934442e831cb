"""Decisions with their reasons, appeals against them, and who may not write in any group meanwhile."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Kind, Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.moderation.enums import APPEAL_TIME, TIMED, Circle, Outcome, Rule, Verdict
from wellbeing_portal.moderation.models.items import Cause, Item, queue_wall
from wellbeing_portal.moderation.registry import reportable_named


class DecisionQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who see the item; and the writer, once something was decided that concerns them."""
        if not user.is_authenticated:
            return self.none()
        told = Q(item__author=user) & ~Q(verdict=Verdict.NO_ACTION)
        return self.filter(told | queue_wall(user, "item__"))


class Decision(Row):
    """What was decided about an item, by a person, with the reasons that its writer reads."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="decision")
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict)
    hides = models.BooleanField(_("hide the text too"), default=False)
    rule = models.CharField(_("which rule"), max_length=12, choices=Rule)
    facts = EncryptedTextField(_("what happened, and why this follows"))
    answer = EncryptedTextField(
        _("the reasons for those who brought it up"), blank=True, help_text="Nothing of the writer."
    )
    by_machine = models.BooleanField(help_text="Whether the word list brought it up; no machine ever decides.")
    reported = models.BooleanField(help_text="Whether anybody had reported it.")
    by_host = models.BooleanField(default=False, help_text="Whether those who look after the group did it themselves.")
    was_hidden = models.BooleanField(
        default=False, help_text="Whether the text was hidden before: then taking this back leaves it so."
    )
    until = models.DateTimeField(_("until"), null=True)
    decided_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, help_text="Taken back by those who did it, without an appeal.")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=sorted(TIMED), until__isnull=False)
                | (~Q(verdict__in=sorted(TIMED)) & Q(until__isnull=True)),
                name="moderation_decision_until",
            ),
        ]
        indexes = [models.Index(fields=["decided_at"], name="moderation_decision_when")]

    def __str__(self) -> str:
        return f"{self.verdict} of item {self.item_id}"

    @property
    def what(self) -> Any:
        """The verdict in the words of the kind of thing it is about."""
        kind = reportable_named(self.item.kind)
        return (kind.hidden_label if kind and self.verdict == Verdict.HIDE else "") or self.get_verdict_display()

    @property
    def appeal_until(self) -> datetime.datetime:
        return self.decided_at + APPEAL_TIME


def circle_of(user: Any) -> Circle | None:
    """From which circle on the appeals of other places reach the person; None: they never do."""
    standing = standing_of(user)
    kept = standing.institutions_as(Role.MODERATOR, Role.COORDINATOR)
    if any(place.pk in kept and place.kind == Kind.NGO and place.is_partner for place in standing.institutions):
        return Circle.PARTNERS
    return Circle.PORTAL if standing.has_role(Role.OPERATOR) else None


class AppealQuerySet(WalledQuerySet):
    def waiting(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """Whose it is, those who see the item, and others as far as it was laid before them; never the writer."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(by=user) | queue_wall(user, "decision__item__")
        circle = circle_of(user)
        if circle is not None:
            written = Q(decision__item__author__isnull=False, decision__item__author=user)
            seen |= Q(circle__gte=circle) & ~written
        return self.filter(seen)


class Appeal(Row):
    """A decision looked at anew, by somebody else than who made it: asked for by the writer, or by who reported it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Never shown."
    )
    cause = models.OneToOneField(
        Cause,
        on_delete=models.PROTECT,
        null=True,
        related_name="appeal",
        help_text="The report whose author asks; empty: the writer does.",
    )
    says = EncryptedTextField(_("why should it be looked at again"))
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    circle = models.PositiveSmallIntegerField(choices=Circle, default=Circle.PLACE, help_text="Who may answer.")
    widened_at = models.DateTimeField(null=True, help_text="When it was laid before more people than before.")
    first_decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Of the decision; here once more so that the database can tell the two apart.",
    )
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = EncryptedTextField(_("why"), blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "by"], name="moderation_appeal_once"),
            models.CheckConstraint(condition=~Q(decider=F("first_decider")), name="moderation_appeal_somebody_else"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="moderation_appeal_outcome",
            ),
            models.CheckConstraint(condition=Q(circle__in=Circle.values), name="moderation_appeal_circle"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(decided_at__isnull=True), name="moderation_appeal_waits")
        ]

    def __str__(self) -> str:
        return f"appeal against decision {self.decision_id}"


class SuspensionQuerySet(WalledQuerySet):
    def holding(self, now: datetime.datetime) -> Self:
        return self.filter(until__gt=now, ended_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """One's own. Those who decided it know a pen name, not whose it is."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


class Suspension(Row):
    """Somebody reads and does not write, join or react: in the groups of one institution, or in all of the portal's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, related_name="+", help_text="Empty: the whole portal."
    )
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="suspension")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Taken back before its time.")

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="moderation_suspension_period")]
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="moderation_suspension_holds")
        ]

    def __str__(self) -> str:
        return f"suspension until {self.until:%Y-%m-%d}"
