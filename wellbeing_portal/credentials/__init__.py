"""Open Badges: who signs, with which keys, what was awarded, and what was taken back. Knows nothing of courses."""
