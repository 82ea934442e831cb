"""What people fill in of peer groups, one file for groups and one for threads."""

from communities.forms.groups import JoinForm
from communities.forms.threads import PostForm, ThreadForm

__all__ = ["JoinForm", "PostForm", "ThreadForm"]
