"""The Student Wellbeing Portal: floors below the rooms, and the roof above them."""
