"""People: who signs in, and how. Knows nothing of roles."""
