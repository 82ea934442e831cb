"""The floor: the same rows by plain Django with nothing around them but the session and the user."""
