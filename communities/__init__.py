"""Peer groups: browse, join under a pseudonym, read and write."""
