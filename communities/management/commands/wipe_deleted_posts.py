"""Forget the kept texts of removed posts once the time to undo is over."""

from typing import Any

from django.core.management.base import BaseCommand

from communities import actions


class Command(BaseCommand):
    help = "Forget the texts of posts that were removed more than ten minutes ago. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.wipe_deleted_posts()} texts were forgotten.")
