"""The Student Wellbeing Portal: floors below the rooms, and the roof above them."""

from wellbeing_portal.celery import app as celery_app

__all__ = ["celery_app"]
