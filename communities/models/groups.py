"""Peer groups and their members, each known in the group by a pseudonym only."""

import datetime
import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from communities.enums import Form, GroupState, JoinPolicy, MemberState, Place, Review, Theme
from communities.validators import KEY_LENGTH, pseudonym_key
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Shared, SharedQuerySet, audience_of, standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet

# States in which a group shows to its audience; a draft or a proposal shows only to those who work on it.
SHOWN = (GroupState.OPEN, GroupState.RESTING, GroupState.CLOSED)


class GroupQuerySet(SharedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Groups whose card the person may see.

        Anyone, signed in or not: open groups with a public card. The audience: groups that are open,
        resting or closed. Members: their group whatever it is. Moderators and coordinators of the
        owner: drafts and proposals too. The one who proposed it: the proposal.
        """
        public = Q(card_public=True, state=GroupState.OPEN)
        if not user.is_authenticated:
            return self.filter(public)
        standing = standing_of(user)
        kept = standing.institutions_as(Role.MODERATOR, Role.COORDINATOR)
        mine = Member.objects.filter(group=OuterRef("pk"), user=user, state=MemberState.ACTIVE)
        return self.filter(
            public
            | (audience_of(self.model, user) & Q(state__in=SHOWN))
            | Q(owner__in=kept)
            | Q(proposed_by=user)
            | Exists(mine)
        )


class Group(Shared):
    """A peer group. Texts are translated per language (title_fi …); one language is enough."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("name of the group"), max_length=80)
    summary = models.CharField(_("what happens here, in one or two sentences"), max_length=240)
    description = models.TextField(_("more about the group"), max_length=4000, blank=True)
    rhythm = models.CharField(_("when"), max_length=80, blank=True, help_text=_("For example: Tuesdays 18–19"))
    rules = models.TextField(_("rules of the group"), max_length=4000, blank=True)
    welcome = models.TextField(
        _("welcome to new members"), max_length=500, blank=True, help_text="Shown in their first week."
    )
    form = models.CharField(_("form"), max_length=12, choices=Form)
    place = models.CharField(_("where"), max_length=8, choices=Place, default=Place.ONLINE)
    city = models.CharField(_("town"), max_length=60, blank=True)
    speaks_fi = models.BooleanField(_("Finnish"), default=False)
    speaks_sv = models.BooleanField(_("Swedish"), default=False)
    speaks_en = models.BooleanField(_("English"), default=False)
    join_policy = models.CharField(_("how to join"), max_length=12, choices=JoinPolicy, default=JoinPolicy.OPEN)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: no limit."))
    card_public = models.BooleanField(_("card is shown without signing in"), default=False)
    state = models.CharField(max_length=10, choices=GroupState, default=GroupState.DRAFT)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(
        max_length=500, blank=True, help_text="Why a proposal was declined; shown to the person who made it."
    )
    member_count = models.PositiveIntegerField(
        default=0, help_text="Active members; moved in one statement with each join and leave."
    )
    last_post_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(_("whose posts wait for a host"), max_length=8, choices=Review, default=Review.NOBODY)
    review_posts = models.PositiveSmallIntegerField(default=2, help_text="So many first posts of a new member wait.")
    review_days = models.PositiveSmallIntegerField(default=0, help_text="And all posts of the first days.")
    trust_after = models.PositiveSmallIntegerField(
        default=5, help_text="So many posts let through make a member trusted; 0: only a host does."
    )
    rest_note = models.CharField(max_length=500, blank=True, help_text="Why the group rests; shown to its members.")
    back_on = models.DateField(null=True, blank=True, help_text="When a resting group is to be woken up.")
    read_until = models.DateTimeField(null=True, blank=True, help_text="When members stop reading a closed group.")
    asks_mood = models.BooleanField(default=False, help_text="Members are asked each week how they are.")
    hours = models.JSONField(
        default=list,
        blank=True,
        help_text="When posts appear at once, in Finnish time: [weekday from 0, opens, closes] …; empty: always.",
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each edit, so that two editors cannot overwrite each other."
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now, help_text="When the state changed last.")

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(member_count__lte=F("capacity")),
                name="communities_group_capacity",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=2), name="communities_group_not_alone"
            ),
            models.CheckConstraint(
                condition=Q(speaks_fi=True) | Q(speaks_sv=True) | Q(speaks_en=True), name="communities_group_speaks"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-last_post_at"], name="communities_group_lively"),
            models.Index(fields=["owner", "state"], name="communities_group_owner"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def mute_key(self) -> str:
        """By which a person silences the group."""
        return f"group:{self.public_id}"

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.member_count >= self.capacity

    @property
    def room(self) -> int | None:
        """How many more fit in; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.member_count, 0)

    def language_of(self, field: str) -> str:
        """Code of the language in which the reader meets this text: their own, or the first that has it."""
        own = get_language() or settings.LANGUAGE_CODE
        chain = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
        codes = (own, *chain.get(own, chain["default"]))
        return next((code for code in codes if getattr(self, f"{field}_{code}")), own)

    @property
    def text_language(self) -> str:
        return self.language_of("title")

    @property
    def rules_language(self) -> str:
        return self.language_of("rules")

    @property
    def welcome_language(self) -> str:
        return self.language_of("welcome")

    @property
    def opening_hours(self) -> list[dict[str, Any]]:
        """The table as people read it: the name of the day, and two times."""
        clock = datetime.time.fromisoformat
        return [
            {"day": WEEKDAYS[day], "opens": clock(opens), "closes": clock(closes)} for day, opens, closes in self.hours
        ]

    @property
    def languages(self) -> list[str]:
        """Codes of the languages spoken here, Finnish first."""
        return [
            code for code, spoken in (("fi", self.speaks_fi), ("sv", self.speaks_sv), ("en", self.speaks_en)) if spoken
        ]


class OfGroupQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Public facts of the groups the person may see."""
        return self.filter(group__in=Group.objects.visible_to(user).values("pk"))


class GroupTheme(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=12, choices=Theme)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "theme"], name="communities_theme_once")]
        indexes = [models.Index(fields=["theme", "group"], name="communities_theme_groups")]

    def __str__(self) -> str:
        return self.theme


class MemberQuerySet(WalledQuerySet):
    def active(self) -> Self:
        return self.filter(state=MemberState.ACTIVE)

    def visible_to(self, user: Any) -> Self:
        """One's own rows, and the others of the groups one is an active member of or keeps."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(user=user, state=MemberState.ACTIVE).values("group")
        kept = standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)
        return self.filter(Q(user=user) | Q(group__in=mine) | Q(group__owner__in=kept))


class Member(Row):
    """A person in one group. The link to the person never leaves the server; peers see the pseudonym."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pseudonym = models.CharField(_("pseudonym"), max_length=40)
    pseudonym_key = models.CharField(
        max_length=KEY_LENGTH, editable=False, help_text="The pseudonym as people read it: look-alikes share it."
    )
    pseudonym_changed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.ACTIVE)
    is_host = models.BooleanField(default=False, help_text="Moderates this group; shown as host.")
    is_cohost = models.BooleanField(
        default=False, help_text="A host whom the hosts chose: does what they do, but chooses nobody."
    )
    accepted_rules_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When they asked to join, where that is needed.")
    request_note = models.CharField(_("a few words to the hosts"), max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why declined or removed; shown to the person.")
    since = models.DateTimeField(default=timezone.now)
    last_visit_at = models.DateTimeField(null=True, blank=True)
    all_read_at = models.DateTimeField(
        default=timezone.now, help_text="What was written before this is not new to the member, read or not."
    )
    post_count = models.PositiveIntegerField(default=0)
    passed = models.PositiveSmallIntegerField(default=0, help_text="Posts that a host let through.")
    trusted_at = models.DateTimeField(null=True, blank=True, help_text="Since when posts need no reading before.")
    muted_until = models.DateTimeField(null=True, blank=True, help_text="Until then the member reads only.")
    muted_reason = models.CharField(max_length=500, blank=True, help_text="Shown to the member.")
    welcome_closed_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="communities_member_once"),
            models.UniqueConstraint(fields=["group", "pseudonym_key"], name="communities_pseudonym_key_once"),
            models.CheckConstraint(
                condition=~Q(state=MemberState.ACTIVE) | Q(accepted_rules_at__isnull=False),
                name="communities_member_accepted_rules",
            ),
            models.CheckConstraint(
                condition=Q(is_cohost=False) | Q(is_host=True), name="communities_member_cohost_hosts"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "state"], name="communities_member_mine"),
            models.Index(fields=["group", "state"], name="communities_member_state"),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    def save(self, **kwargs: Any) -> None:
        """The key follows the pseudonym."""
        self.pseudonym_key = pseudonym_key(self.pseudonym)
        if "pseudonym" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "pseudonym_key"}
        super().save(**kwargs)


class GroupInviteQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Invitations are seen by those who keep the group: its hosts, and its owner's moderators and coordinators."""
        if not user.is_authenticated:
            return self.none()
        hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
        kept = standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)
        return self.filter(Q(group__in=hosted) | Q(group__owner__in=kept))


class GroupInvite(Row):
    """A link that lets its holders join a group by invitation; only a hash of its secret is kept."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invites")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField(default=1)

    objects = GroupInviteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation to group {self.group_id}"

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is kept of the link's secret."""
        return hashlib.sha256(secret.encode()).hexdigest()
