"""What the digest tells of peer groups, for some hundred readers at once: every query is about all of them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, Q

from communities.enums import CONCERNED, SEATED, Form, GroupState, JoinPolicy, MeetupState
from communities.models import Group, Meetup, MeetupGuest, Member, Post, Thread, ThreadRead
from communities.queries.blocks import fenced_among, unseen_posts, unseen_threads
from communities.queries.groups import BROWSED, LIVELY, LONG_TEXTS, SPEAKS
from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import is_for, standings_of
from wellbeing_portal.notifications.models import Mute

# Of so many lively groups one is suggested; and among so many that fit, another one each week.
LOOKED_AT, IN_TURN = 200, 4


@dataclass(frozen=True)
class News:
    """What is new to one member of one group."""

    group: Group
    threads: int
    replies: int


def news_for(told_until: Mapping[int, datetime.datetime]) -> dict[int, list[News]]:
    """For each user (by key, with the moment until which they have been told) the groups with something new.

    New is what others wrote since that moment and since the person came or marked all as read, and what
    they have not read. Groups that they have silenced are left out, and posts
    kept out of somebody's sight by a block. Six queries, and one for each reader with blocks.
    """
    stays = Member.objects.unscoped("each hears of their own groups").active().filter(user__in=told_until)
    since = {
        (user, group, pk): max(told_until[user], read)
        for user, group, pk, read in stays.filter(group__state__in=BROWSED).values_list(
            "user_id", "group_id", "pk", "all_read_at"
        )
    }
    if not since:
        return {}
    oldest = min(since.values())
    groups = Group.objects.unscoped("each hears of their own groups").defer(*LONG_TEXTS)
    known = groups.in_bulk({group for _user, group, _pk in since})
    silenced = set(
        Mute.objects.filter(recipient__in=told_until, key__startswith="group:").values_list("recipient", "key")
    )
    posts = _posts_since(oldest, known)
    unseen = _unseen_since(oldest, told_until)
    marks = ThreadRead.objects.filter(member__in=[pk for _user, _group, pk in since], thread__last_post_at__gt=oldest)
    read_to = {(member, thread): position for member, thread, position in marks.values_list(*MARK)}
    found: dict[int, list[News]] = defaultdict(list)
    for (user, number, pk), begin in since.items():
        group = known[number]
        if (user, group.mute_key) in silenced:
            continue
        new = [
            position
            for thread, position, author, at in posts[number]
            if at > begin
            and author != pk
            and position > read_to.get((pk, thread), 0)
            and (thread, position) not in unseen.get(user, ())
        ]
        if new:
            found[user].append(News(group, new.count(1), len(new) - new.count(1)))
    return found


NONE = Q(pk__in=[])
MARK = ("member_id", "thread_id", "position")


def _posts_since(
    oldest: datetime.datetime, groups: Collection[int]
) -> dict[int, list[tuple[int, int, int, datetime.datetime]]]:
    """Thread, position, writer and moment of each post that can be read, by group."""
    posts = Post.objects.unscoped("each hears of their own groups").filter(
        thread__group__in=groups,
        thread__last_post_at__gt=oldest,
        thread__hidden_at=None,
        created_at__gt=oldest,
        hidden_at=None,
        deleted_at=None,
        held_at=None,
    )
    found: dict[int, list[tuple[int, int, int, datetime.datetime]]] = defaultdict(list)
    for group, *post in posts.values_list("thread__group", "thread", "position", "author", "created_at").iterator():
        found[group].append(tuple(post))
    return found


def _unseen_since(oldest: datetime.datetime, people: Collection[int]) -> dict[int, set[tuple[int, int]]]:
    """For each reader with blocks around them, the posts (thread and position) that they do not see."""
    fenced = fenced_among(people)
    found: dict[int, set[tuple[int, int]]] = {}
    for user in User.objects.unscoped("each hears of their own groups").filter(pk__in=fenced) if fenced else ():
        begun = Thread.objects.unscoped("each hears of their own groups").filter(unseen_threads(user) or NONE)
        out = (unseen_posts(user) or NONE) | Q(thread__in=begun)
        posts = Post.objects.unscoped("each hears of their own groups").filter(out, created_at__gt=oldest)
        found[user.pk] = set(posts.values_list("thread", "position"))
    return found


def suggestions_for(people: Mapping[int, str], *, turn: int) -> dict[int, Group]:
    """For each student among these users (by key, with their language) a lively open group they have never been in.

    It has room, and is held in their language. Support groups are left out, because what is suggested is
    named in an e-mail. Two queries, and two for each language.
    """
    standings = {pk: standing for pk, standing in standings_of(people).items() if standing.is_student}
    circles = frozenset[int]().union(*(standing.circle for standing in standings.values()))
    been = set(Member.objects.filter(user__in=standings).values_list("user_id", "group_id"))
    candidates = {language: _suggestible(language, circles) for language in {people[pk] for pk in standings}}
    found = {}
    for pk, standing in standings.items():
        known = candidates[people[pk]]
        fits = (g for g, shared in known if (pk, g.pk) not in been and is_for(g, standing, shared))
        options = list(islice(fits, IN_TURN))
        if options:
            found[pk] = options[(turn + pk) % len(options)]
    return found


def _suggestible(language: str, circles: Collection[int]) -> list[tuple[Group, set[int]]]:
    """The liveliest groups that may be suggested in this language, each with the institutions it is shared with."""
    chosen = Group.shared_with.through.objects.filter(institution__in=circles).values("group")
    groups = (
        Group.objects.unscoped("who may see each is asked for each reader")
        .filter(Q(audience=Audience.EVERYONE) | Q(owner__in=circles) | Q(audience=Audience.CHOSEN, pk__in=chosen))
        .filter(Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")), state=GroupState.OPEN)
        .filter(join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST), **{SPEAKS[language]: True})
        .exclude(form=Form.SUPPORT)
        .defer(*LONG_TEXTS)
        .prefetch_related("shared_with")
        .order_by(LIVELY, "pk")[:LOOKED_AT]
    )
    return [(group, {place.pk for place in group.shared_with.all()}) for group in groups]


# How far the digest looks ahead: to the next one, for those who get it once a week.
LOOKS_AHEAD = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Ahead:
    """A meet-up of one's group, and one's own answer (empty: none yet)."""

    meetup: Meetup
    state: str


def ahead_for(people: Collection[int], now: datetime.datetime) -> dict[int, list[Ahead]]:
    """For each of these users (by key) the next meet-ups of their groups, first those they come to. Four queries.

    Left out is what they have said no to, and what is in a group that they have silenced, unless they come.
    """
    stays = Member.objects.unscoped("each hears of their own groups").active().filter(user__in=people)
    inside = list(stays.filter(group__state__in=BROWSED).values_list("user_id", "group_id"))
    meetups = (
        Meetup.objects.unscoped("each hears of their own groups")
        .filter(group__in={group for _user, group in inside}, state=MeetupState.PLANNED)
        .filter(starts_at__gt=now, starts_at__lte=now + LOOKS_AHEAD)
        .select_related("group")
        .order_by("starts_at", "pk")
    )
    planned: dict[int, list[Meetup]] = defaultdict(list)
    for meetup in meetups:
        planned[meetup.group_id].append(meetup)
    answers = MeetupGuest.objects.filter(member__user__in=people, meetup__starts_at__gt=now)
    answered = {(user, meetup): state for user, meetup, state in answers.values_list("member__user", "meetup", "state")}
    silenced = set(Mute.objects.filter(recipient__in=people, key__startswith="group:").values_list("recipient", "key"))
    found: dict[int, list[Ahead]] = defaultdict(list)
    for user, group in inside:
        for meetup in planned[group]:
            state = answered.get((user, meetup.pk), "")
            wanted = not state and (user, meetup.group.mute_key) not in silenced
            if wanted or state in CONCERNED:
                found[user].append(Ahead(meetup, state))
    return {user: sorted(theirs, key=_mine_first) for user, theirs in found.items()}


def _mine_first(ahead: Ahead) -> tuple[bool, datetime.datetime]:
    return ahead.state not in SEATED, ahead.meetup.starts_at
