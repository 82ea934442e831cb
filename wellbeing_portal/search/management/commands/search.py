"""``manage.py search rebuild``: bring the index of the search in line with what there is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wellbeing_portal.search import actions


class Command(BaseCommand):
    help = "Bring the index of the search in line with what there is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rebuild"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Rows changed: {actions.rebuild_index()}")
