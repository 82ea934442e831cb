"""Meet-ups of a group, and who comes to them."""

import datetime
import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from communities.enums import GuestState, MeetupState, MemberState, News, Place, RemindMe, Repeat
from communities.models.groups import Group, Member
from communities.models.posts import kept_by
from wellbeing_portal.kernel.models import Row, WalledQuerySet


def day_of(moment: datetime.datetime | datetime.date) -> str:
    """Weekday, day and month in words of the active language."""
    return date_format(moment, pgettext("date format: weekday, day, month", "l j E"))


@lru_cache(maxsize=4096)
def _day_and_hours(
    starts_at: datetime.datetime, ends_at: datetime.datetime, _zone: str, _language: str | None
) -> tuple[str, str]:
    """In words of the active language, in the zone that is active: worked out once for all who read it so."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return day_of(begins), f"{date_format(begins, 'TIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}"


def day_and_hour(moment: datetime.datetime) -> str:
    return _("%(day)s at %(hours)s") % {"day": day_of(moment), "hours": date_format(moment, "TIME_FORMAT")}


class OfMembersQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What happens in the groups that the person is an active member of or keeps."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(group=OuterRef("group"), user=user, state=MemberState.ACTIVE)
        kept = kept_by(user)
        return self.filter(Q(Exists(mine)) | Q(group__owner__in=kept) if kept else Q(Exists(mine)))


class MeetupQuerySet(OfMembersQuerySet):
    def upcoming(self, now: datetime.datetime) -> Self:
        """Those that are not over, cancelled ones too: who had planned to come should find them so."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")


class MeetupFacts(models.Model):
    """Abstract: what is told of a meet-up, whichever day it is on."""

    title = models.CharField(gettext_lazy("title"), max_length=80)
    details = models.TextField(gettext_lazy("more about it"), max_length=2000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    place = models.CharField(gettext_lazy("where"), max_length=8, choices=Place, default=Place.ONLINE)
    place_text = models.CharField(gettext_lazy("the place"), max_length=200, blank=True)
    online_address = models.URLField(
        gettext_lazy("address online"), max_length=500, blank=True, help_text="Shown shortly before, to those who come."
    )
    bring_nothing = models.BooleanField(gettext_lazy("you need not bring anything"), default=True)
    late_is_fine = models.BooleanField(gettext_lazy("coming late and leaving early is fine"), default=True)
    quiet_is_fine = models.BooleanField(gettext_lazy("just being there is enough"), default=True)
    capacity = models.PositiveSmallIntegerField(
        gettext_lazy("places"), null=True, blank=True, help_text="Empty: no limit."
    )

    class Meta:
        abstract = True


class MeetupSeries(MeetupFacts, Row):
    """A meet-up that is held again and again: what each new day of it begins as. Its days are rows of their own.

    Days and hours are those of the calendar in Finland, so that a meet-up keeps its hour when the clocks change.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    repeat = models.CharField(gettext_lazy("repeats"), max_length=9, choices=Repeat)
    first_day = models.DateField()
    hour = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    last_day = models.DateField(null=True, blank=True, help_text="Empty: until somebody ends it.")
    made_until = models.DateField(null=True, blank=True, help_text="The days until here are made.")

    objects = OfMembersQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="communities_series_lasts")]
        indexes = [models.Index(fields=["made_until"], name="communities_series_ahead")]

    def __str__(self) -> str:
        return str(self.public_id)


class Meetup(MeetupFacts, Row):
    """One meeting on one day. Nobody sees who comes but how many; its hosts see pseudonyms."""

    series = models.ForeignKey(MeetupSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetups")
    on_day = models.DateField(
        null=True, blank=True, help_text="The day of the series that it stands for, wherever it was moved."
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetups")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=MeetupState, default=MeetupState.PLANNED)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was cancelled; shown to the group.")
    taken = models.PositiveIntegerField(
        default=0, help_text="Seats that are taken or offered; moved in one statement with each answer."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, so that two hosts cannot overwrite each other."
    )
    changed_at = models.DateTimeField(default=timezone.now)
    news = models.CharField(max_length=5, choices=News, blank=True, help_text="What those who come were told last.")

    objects = MeetupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="communities_meetup_capacity"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="communities_meetup_ends_later"),
            models.UniqueConstraint(fields=["series", "on_day"], name="communities_meetup_day_once"),
        ]
        indexes = [models.Index(fields=["group", "starts_at"], name="communities_meetup_order")]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("communities:meetup_page", args=[self.public_id])

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetupState.CANCELLED

    @property
    def room(self) -> int | None:
        """How many seats are free; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def _in_words(self) -> tuple[str, str]:
        return _day_and_hours(self.starts_at, self.ends_at, timezone.get_current_timezone_name(), get_language())

    @property
    def hours(self) -> str:
        """From when until when; a person elsewhere reads their own hours."""
        return self._in_words[1]

    @property
    def when(self) -> str:
        """The day and the hours in words of the active language, in the zone that is active."""
        day, hours = self._in_words
        return _("%(day)s at %(hours)s") % {"day": day, "hours": hours}


class MeetupGuestQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own answers, and by pseudonym those to the meet-ups of groups that one hosts as a member."""
        if not user.is_authenticated:
            return self.none()
        hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
        return self.filter(Q(member__user=user) | Q(meetup__group__in=hosted))


class MeetupGuest(models.Model):
    """A member's answer to a meet-up."""

    meetup = models.ForeignKey(Meetup, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=GuestState, default=GuestState.COMING)
    since = models.DateTimeField(default=timezone.now, help_text="Those who wait come in turn by this.")
    offered_until = models.DateTimeField(null=True, blank=True)
    remind = models.CharField(gettext_lazy("reminder"), max_length=4, choices=RemindMe, default=RemindMe.DAY)

    objects = MeetupGuestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meetup", "member"], name="communities_guest_once"),
            models.CheckConstraint(
                condition=Q(state=GuestState.OFFERED, offered_until__isnull=False)
                | (~Q(state=GuestState.OFFERED) & Q(offered_until__isnull=True)),
                name="communities_guest_offer",
            ),
        ]
        indexes = [
            models.Index(fields=["meetup", "state", "since"], name="communities_guest_line"),
            models.Index(
                fields=["offered_until"], name="communities_guest_offers", condition=Q(offered_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def answer_by(self) -> str:
        """Until when the offered seat is held, in words."""
        return day_and_hour(timezone.localtime(self.offered_until))


class MeetupRegularQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; hosts see who comes to each day."""
        return self.filter(member__user=user) if user.is_authenticated else self.none()


class MeetupRegular(models.Model):
    """A member who comes every time: each new day of the series begins with their answer."""

    series = models.ForeignKey(MeetupSeries, on_delete=models.CASCADE, related_name="regulars")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now, help_text="Seats of a new day are given in turn by this.")
    remind = models.CharField(max_length=4, choices=RemindMe, default=RemindMe.DAY)

    objects = MeetupRegularQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "member"], name="communities_regular_once")]

    def __str__(self) -> str:
        return f"regular {self.pk}"


class CalendarFeedQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class CalendarFeed(Row):
    """The address at which a person's own calendar reads what they come to; whoever has it needs no session.

    The secret in it follows from the key of the portal and the moment it was renewed; only its hash is kept.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar {self.pk}"

    @staticmethod
    def hash_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def secret(self) -> str:
        said = f"calendar:{self.public_id}:{self.renewed_at.astimezone(datetime.UTC).isoformat()}"
        return urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256")[:30]).decode()

    def get_absolute_url(self) -> str:
        return reverse("communities:feed", args=[self.secret])
