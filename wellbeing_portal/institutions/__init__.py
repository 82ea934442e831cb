"""Places: institutions, memberships, roles, and the one visibility formula."""
