"""Memory: the append-only trail of changes and sensitive reads."""
