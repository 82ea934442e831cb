"""What people fill in of peer groups: groups, their members, what they write, and meet-ups."""

from communities.forms.chats import ChatForm, MuteForm, NicknameForm, OnceForm, PaceForm, SayForm, WordForm
from communities.forms.groups import CODES, GroupForm, ProposalForm
from communities.forms.hosts import (
    ArchiveForm,
    NoteForm,
    RestForm,
    TurnForm,
)
from communities.forms.interests import (
    ThemesForm,
    WaysForm,
)
from communities.forms.meetups import CancelForm, ComeForm, MeetupForm
from communities.forms.members import AskForm, DeclineForm, InviteForm, JoinForm, PseudonymForm, ReasonForm
from communities.forms.polls import (
    PollForm,
)
from communities.forms.rhythm import RhythmForm
from communities.forms.threads import EditPostForm, PostForm, ShownReasonForm, ThreadForm

__all__ = [
    "CODES",
    "ArchiveForm",
    "AskForm",
    "CancelForm",
    "ChatForm",
    "ComeForm",
    "DeclineForm",
    "EditPostForm",
    "GroupForm",
    "InviteForm",
    "JoinForm",
    "MeetupForm",
    "MuteForm",
    "NicknameForm",
    "NoteForm",
    "OnceForm",
    "PaceForm",
    "PollForm",
    "PostForm",
    "ProposalForm",
    "PseudonymForm",
    "ReasonForm",
    "RestForm",
    "RhythmForm",
    "SayForm",
    "ShownReasonForm",
    "ThemesForm",
    "ThreadForm",
    "TurnForm",
    "WaysForm",
    "WordForm",
]
