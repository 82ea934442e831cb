"""What peer groups say to people. No e-mail tells what anybody wrote, nor which support group somebody belongs to.

Whoever silences a group hears nothing of its conversations, also not when called by name, and the digest leaves it out:
``mute_key`` of a kind says so. Still told is what concerns oneself: a meet-up one comes to, its reminder, its change or
its end, a seat that is held, an answer to what one asked or wrote, a chat one asked to be reminded of, and the duties
of those who look after a group.
"""

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
