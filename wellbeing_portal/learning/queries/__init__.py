"""Reads of courses."""

from wellbeing_portal.learning.queries.folders import Mistake, Reading, course_folders, document_named, read_folder

__all__ = ["Mistake", "Reading", "course_folders", "document_named", "read_folder"]
