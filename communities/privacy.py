"""What is kept of people in groups, meet-ups and chats. Others are never in it, not even by their pseudonym."""

from django.utils.translation import gettext_lazy as _

from communities.models import (
    Ballot,
    Block,
    CalendarFeed,
    Chat,
    ChatFold,
    ChatGuest,
    ChatMessage,
    ChatReminder,
    Group,
    GroupInvite,
    GroupTheme,
    HandOverNote,
    HostTurn,
    Interests,
    Meetup,
    MeetupGuest,
    MeetupRegular,
    MeetupSeries,
    Member,
    MemberMute,
    MoodCount,
    MoodSeen,
    Poll,
    PollOption,
    Post,
    PostRevision,
    Reaction,
    Thread,
    ThreadFollow,
    ThreadRead,
)
from wellbeing_portal.kernel.keeping import (
    OTHERS,
    SECRET,
    UNTIL_YOU_REMOVE_IT,
    WITH_THE_ACCOUNT,
    Rows,
    chapter,
    holds_nobody,
)

NAMELESS = _("Answers without names are not in your copy: no answer says whose it is.")
groups = chapter("communities", _("Groups, meet-ups and chats"))
groups.keeps(
    Rows(
        Member,
        personal=("user", "pseudonym", "state", "request_note", "reason", "last_visit_at", "muted_until"),
        owner="user",
        shows=(
            "group__slug",
            "pseudonym",
            "state",
            "is_host",
            "is_cohost",
            "asked_at",
            "request_note",
            "reason",
            "since",
            "last_visit_at",
            "post_count",
            "muted_until",
            "muted_reason",
        ),
    ),
    Rows(ThreadRead, personal=("member", "position"), owner="member__user", shows=("thread__public_id", "position")),
    Rows(ThreadFollow, personal=("member", "on"), owner="member__user", shows=("thread__public_id", "on")),
    what=_("Which groups you are in, your pseudonym in each, and how far you have read"),
    why=_("So that you can take part without your name. A group sees your pseudonym and nothing else of you."),
    kept=WITH_THE_ACCOUNT,
)
groups.keeps(
    Rows(
        Thread,
        personal=("author", "title", "hidden_by", "hidden_reason", "closed_reason"),
        owner="author__user",
        shows=("public_id", "group__slug", "title", "language", "created_at"),
    ),
    Rows(
        Post,
        personal=("author", "body", "body_html", "hidden_by", "hidden_reason", "declined_reason"),
        owner="author__user",
        shows=(
            "thread__group__slug",
            "thread__public_id",
            "position",
            "body",
            "language",
            "created_at",
            "edited_at",
            "deleted_at",
            "hidden_at",
            "hidden_reason",
            "declined_at",
            "declined_reason",
        ),
    ),
    Rows(
        PostRevision,
        personal=("post", "title", "body"),
        owner="post__author__user",
        shows=("post__thread__public_id", "post__position", "title", "body", "replaced_at"),
    ),
    Rows(
        Reaction,
        personal=("member", "kind"),
        owner="member__user",
        shows=("post__thread__public_id", "post__position", "kind"),
    ),
    Rows(
        Poll,
        personal=("author", "question"),
        owner="author__user",
        shows=("thread__public_id", "question", "closes_at", "made_at"),
    ),
    what=_("What you have written in conversations, its earlier wordings, and your reactions"),
    why=_("So that others can read it and answer you."),
    kept=_("Until you remove it yourself. The text of a removed post is gone after ten minutes."),
)
groups.keeps(
    Rows(Ballot, personal=("token", "chosen"), withheld=NAMELESS),
    Rows(MoodSeen, personal=("token",), withheld=NAMELESS),
    what=_("Your answers in polls and to how the week is, without your name"),
    why=_("So that nobody answers twice. Only numbers are shown."),
    kept=_("A single answer until the poll closes; that somebody told how the week is, until the week is over."),
)
groups.keeps(
    Rows(
        ChatGuest,
        personal=("user", "nickname", "muted_until", "removed_at", "reason"),
        owner="user",
        shows=("chat__public_id", "nickname", "is_host", "entered_at", "muted_until", "removed_at", "reason"),
    ),
    Rows(
        ChatMessage,
        personal=("guest", "to", "body", "hidden_reason"),
        owner="guest__user",
        shows=("chat__public_id", "body", "said_at", "hidden_at", "hidden_reason"),
    ),
    Rows(ChatReminder, personal=("user",), owner="user", shows=("chat__public_id",)),
    Rows(ChatFold, personal=("by", "whom"), withheld=OTHERS),
    what=_("What you say in a chat, and your nickname there"),
    why=_("So that the chat can be read while it goes on, and be reported if something was wrong."),
    kept=_("24 hours after the chat has closed."),
)
groups.keeps(
    Rows(
        MeetupGuest,
        personal=("member", "state", "since", "remind"),
        owner="member__user",
        shows=("meetup__public_id", "meetup__starts_at", "state", "since", "remind"),
    ),
    Rows(
        MeetupRegular,
        personal=("member", "since", "remind"),
        owner="member__user",
        shows=("series__public_id", "since", "remind"),
    ),
    Rows(CalendarFeed, personal=("user", "secret_hash"), owner="user", shows=("renewed_at",), withheld=SECRET),
    what=_("Which meet-ups you come to, and the address of your own calendar"),
    why=_("So that there is a place for you. Hosts see your pseudonym; others see how many come."),
    kept=WITH_THE_ACCOUNT,
)
groups.keeps(
    Rows(Interests, personal=("user", "chosen"), owner="user", shows=("chosen", "changed_at")),
    what=_("What groups you look for"),
    why=_("So that groups that fit can be shown to you. It lies encrypted, and nobody else sees it."),
    kept=UNTIL_YOU_REMOVE_IT,
)
groups.keeps(
    Rows(
        Block,
        personal=("by", "whom", "name"),
        owner="by",
        shows=("group__slug", "name", "made_at", "ended_at"),
    ),
    Rows(MemberMute, personal=("by", "whom"), owner="by__user", shows=("by__group__slug",), withheld=OTHERS),
    what=_("Whom you have blocked, and whose posts you fold away"),
    why=_("So that you do not meet them. They are never told, and it is not in their copy."),
    kept=_(
        "As long as you have an account. A block that you ended is kept with its end, so that it protects you both."
    ),
)
groups.keeps(
    Rows(Group, personal=("proposed_by",), owner="proposed_by", shows=("slug", "created_at")),
    Rows(
        GroupInvite,
        personal=("made_by", "secret_hash"),
        owner="made_by",
        shows=("group__slug", "made_at", "valid_until"),
    ),
    Rows(HostTurn, personal=("member",), owner="member__user", shows=("group__slug", "begins", "ends")),
    Rows(
        HandOverNote,
        personal=("author", "body"),
        owner="author__user",
        shows=("group__slug", "body", "written_at"),
    ),
    Rows(Chat, personal=("made_by",), owner="made_by", shows=("public_id", "theme", "opens_at", "ends_at")),
    Rows(
        Meetup,
        personal=("made_by",),
        owner="made_by",
        shows=("public_id", "group__slug", "title", "details", "starts_at", "ends_at"),
    ),
    Rows(
        MeetupSeries,
        personal=("made_by",),
        owner="made_by",
        shows=("public_id", "group__slug", "title", "details", "first_day", "last_day"),
    ),
    what=_("Of hosts: groups, meet-ups and chats that you have set up, your turns, and notes to the next host"),
    why=_("So that a group is looked after. Members see a host's pseudonym."),
    kept=WITH_THE_ACCOUNT,
)
holds_nobody(GroupTheme, MoodCount, PollOption)
