"""Template tags of peer groups."""
