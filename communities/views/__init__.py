"""Pages of peer groups, one file for groups and one for threads."""

from communities.views.groups import group_join, group_leave, group_list, group_page
from communities.views.threads import thread_new, thread_page

__all__ = ["group_join", "group_leave", "group_list", "group_page", "thread_new", "thread_page"]
