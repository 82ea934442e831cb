"""What people fill in of peer groups: groups, their members, and what they write."""

from communities.forms.groups import CODES, GroupForm, ProposalForm
from communities.forms.members import InviteForm, JoinForm, PseudonymForm, ReasonForm
from communities.forms.threads import EditPostForm, PostForm, ShownReasonForm, ThreadForm

__all__ = [
    "CODES",
    "EditPostForm",
    "GroupForm",
    "InviteForm",
    "JoinForm",
    "PostForm",
    "ProposalForm",
    "PseudonymForm",
    "ReasonForm",
    "ShownReasonForm",
    "ThreadForm",
]
