"""Killing, stopping and flushing everything while mails are on their way: ``python -m tests.faults short|full``."""
