"""Courses for students: the shelf, lessons with practice, and what somebody writes there for themself."""
