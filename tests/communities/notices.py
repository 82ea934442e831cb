"""For every kind of message of peer groups: something it can be about, and somebody it is for."""

import datetime

from django.utils import timezone

from communities.enums import GroupState, GuestState, MemberState
from tests.factories.chats import ChatFactory, ChatReminderFactory
from tests.factories.communities import (
    GroupFactory,
    HeldPostFactory,
    MeetupGuestFactory,
    MemberFactory,
    PostFactory,
    ThreadFactory,
    ThreadFollowFactory,
)


def rows(people):
    group = GroupFactory(owner=people.diak)
    MemberFactory(group=group, user=people.peer, state=MemberState.REQUESTED)
    member = MemberFactory(group=group, user=people.staff)
    post = PostFactory(thread=ThreadFactory(author=member))
    ThreadFollowFactory(thread=post.thread)
    coming = MeetupGuestFactory(member=member, meetup__group=group)
    until = timezone.now() + datetime.timedelta(hours=12)
    offered = MeetupGuestFactory(member=member, meetup__group=group, state=GuestState.OFFERED, offered_until=until)
    chat = ChatReminderFactory(chat=ChatFactory(planned=True, owner=people.diak), user=people.staff).chat
    return {
        "communities.chat_soon": (chat, people.staff),
        "communities.chat_moved": (chat, people.staff),
        **dict.fromkeys(("communities.meetup_soon", "communities.meetup_changed"), (coming.meetup, people.staff)),
        "communities.meetup_offer": (offered.meetup, people.staff),
        "communities.request_answered": (MemberFactory(group=group, user=people.student), people.student),
        "communities.request_waiting": (group, people.moderator),
        "communities.proposal_answered": (
            GroupFactory(owner=people.diak, proposed_by=people.student, state=GroupState.DECLINED),
            people.student,
        ),
        "communities.thread_replies": (post.thread, people.staff),
        "communities.mention": (post, people.staff),
        "communities.post_answered": (
            HeldPostFactory(thread=post.thread, declined_at=timezone.now(), declined_reason="Ei nyt"),
            people.staff,
        ),
        "communities.no_host": (group, people.moderator),
        "communities.rest_over": (GroupFactory(owner=people.diak, state=GroupState.RESTING), people.coordinator),
        "communities.posts_wait": (HeldPostFactory(thread=post.thread).thread.group, people.moderator),
    }
