"""Groups, who is in them, and what they write."""

from communities.models.groups import Group, GroupInvite, GroupTheme, Member
from communities.models.posts import Post, PostRevision, Reaction, Thread, ThreadRead

__all__ = ["Group", "GroupInvite", "GroupTheme", "Member", "Post", "PostRevision", "Reaction", "Thread", "ThreadRead"]
