"""Courses and what people do in them: the core that rooms for students and for staff stand on."""
