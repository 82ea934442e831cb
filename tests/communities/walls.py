"""A row of every table of peer groups that belongs to one institution."""

from tests.factories.chats import (
    ChatFactory,
    ChatFoldFactory,
    ChatGuestFactory,
    ChatMessageFactory,
    ChatReminderFactory,
)
from tests.factories.communities import (
    BlockFactory,
    GroupFactory,
    GroupInviteFactory,
    GroupThemeFactory,
    HandOverNoteFactory,
    HostTurnFactory,
    MeetupFactory,
    MeetupGuestFactory,
    MeetupRegularFactory,
    MeetupSeriesFactory,
    MemberFactory,
    MemberMuteFactory,
    MoodCountFactory,
    PollFactory,
    PostFactory,
    PostRevisionFactory,
    ReactionFactory,
    ThreadFactory,
    ThreadFollowFactory,
    ThreadReadFactory,
)
from wellbeing_portal.institutions.enums import Audience


def rows(people):
    group = GroupFactory(owner=people.diak, audience=Audience.OWN)
    member = MemberFactory(group=group, user=people.student)
    thread = ThreadFactory(author=member)
    post = PostFactory(thread=thread)
    meetup = MeetupFactory(group=group)
    said = ChatMessageFactory(
        guest=ChatGuestFactory(chat=ChatFactory(group=group, owner=people.diak), user=people.student)
    )
    return [
        group,
        member,
        thread,
        post,
        GroupThemeFactory(group=group),
        GroupInviteFactory(group=group),
        HostTurnFactory(member=member),
        (poll := PollFactory(thread=thread)),
        poll.options.first(),
        MoodCountFactory(group=group),
        HandOverNoteFactory(author=member),
        PostRevisionFactory(post=post),
        ReactionFactory(post=post),
        ThreadReadFactory(thread=thread),
        ThreadFollowFactory(thread=thread),
        BlockFactory(by=people.student, group=group),
        MemberMuteFactory(by=member),
        meetup,
        (series := MeetupSeriesFactory(group=group)),
        MeetupRegularFactory(series=series, member=member),
        MeetupGuestFactory(meetup=meetup, member=member),
        said.chat,
        said.guest,
        ChatFoldFactory(by=said.guest),
        said,
        ChatReminderFactory(chat=said.chat, user=people.student),
    ]
