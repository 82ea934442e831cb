"""Pages of courses that belong to no room."""

from wellbeing_portal.learning.views.media import media_file

__all__ = ["media_file"]
