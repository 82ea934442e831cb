"""Who may do what of peer groups, one file for groups and one for threads."""

from communities.rules.groups import can_join_group, can_post_in_group
from communities.rules.threads import can_post_in_thread

__all__ = ["can_join_group", "can_post_in_group", "can_post_in_thread"]
