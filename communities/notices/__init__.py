"""What peer groups say to people. No e-mail tells what anybody wrote, nor which support group somebody belongs to."""

from communities.notices.chats import ChatMoved, ChatSoon
from communities.notices.groups import (
    GroupNews,
    GroupSuggestion,
    Mention,
    PostAnswered,
    PostsWait,
    ProposalAnswered,
    RequestAnswered,
    RequestWaiting,
    ThreadReplies,
    groups_of,
    mail_name,
)
from communities.notices.hosts import NoHost, RestOver
from communities.notices.meetups import MeetupChanged, MeetupOffer, MeetupSoon, WhatComesNext

__all__ = [
    "ChatMoved",
    "ChatSoon",
    "GroupNews",
    "GroupSuggestion",
    "MeetupChanged",
    "MeetupOffer",
    "MeetupSoon",
    "Mention",
    "NoHost",
    "PostAnswered",
    "PostsWait",
    "ProposalAnswered",
    "RequestAnswered",
    "RequestWaiting",
    "RestOver",
    "ThreadReplies",
    "WhatComesNext",
    "groups_of",
    "mail_name",
]
