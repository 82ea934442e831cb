"""The door for programs. The views stay in the rooms; here are their addresses and their description."""
