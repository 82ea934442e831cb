"""Groups, who is in them, what they write, and when they meet."""

from communities.models.blocks import Block, MemberMute
from communities.models.groups import Group, GroupInvite, GroupTheme, Member
from communities.models.meetups import Meetup, MeetupFacts, MeetupGuest, MeetupSeries
from communities.models.posts import (
    POSTS_ON_A_PAGE,
    Post,
    PostRevision,
    Reaction,
    Thread,
    ThreadFollow,
    ThreadRead,
    kept_by,
)

__all__ = [
    "POSTS_ON_A_PAGE",
    "Block",
    "Group",
    "GroupInvite",
    "GroupTheme",
    "Meetup",
    "MeetupFacts",
    "MeetupGuest",
    "MeetupSeries",
    "Member",
    "MemberMute",
    "Post",
    "PostRevision",
    "Reaction",
    "Thread",
    "ThreadFollow",
    "ThreadRead",
    "kept_by",
]
