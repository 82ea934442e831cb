"""Groups, who is in them, what they write, and when they meet."""

from communities.models.blocks import Block, MemberMute
from communities.models.chats import (
    FAREWELL,
    HOST_AWAY,
    HOST_LATE,
    Chat,
    ChatFold,
    ChatGuest,
    ChatMessage,
    ChatReminder,
    inside,
)
from communities.models.groups import Group, GroupInvite, GroupTheme, Member
from communities.models.hosts import HandOverNote, HostTurn
from communities.models.interests import (
    Interests,
    Looked,
)
from communities.models.meetups import CalendarFeed, Meetup, MeetupFacts, MeetupGuest, MeetupRegular, MeetupSeries
from communities.models.polls import (
    Ballot,
    MoodCount,
    MoodSeen,
    Poll,
    PollOption,
    token_of,
)
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
    "FAREWELL",
    "HOST_AWAY",
    "HOST_LATE",
    "POSTS_ON_A_PAGE",
    "Ballot",
    "Block",
    "CalendarFeed",
    "Chat",
    "ChatFold",
    "ChatGuest",
    "ChatMessage",
    "ChatReminder",
    "Group",
    "GroupInvite",
    "GroupTheme",
    "HandOverNote",
    "HostTurn",
    "Interests",
    "Looked",
    "Meetup",
    "MeetupFacts",
    "MeetupGuest",
    "MeetupRegular",
    "MeetupSeries",
    "Member",
    "MemberMute",
    "MoodCount",
    "MoodSeen",
    "Poll",
    "PollOption",
    "Post",
    "PostRevision",
    "Reaction",
    "Thread",
    "ThreadFollow",
    "ThreadRead",
    "inside",
    "kept_by",
    "token_of",
]
