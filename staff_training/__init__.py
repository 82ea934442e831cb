"""The room of staff: who is to learn what, by when, and how it stands."""
