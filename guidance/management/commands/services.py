"""Look after the directory: what must be checked, and the copy that help now reads."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from guidance import actions, queries
from guidance.queries.checks import Due


class Command(BaseCommand):
    help = "services due: what somebody must check before going live. services copy: write this server's copy anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["due", "copy"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "copy":
            actions.write_copy()
            self.stdout.write(f"Help now reads {queries.copy_path()}.")
        else:
            self._due(queries.services_due(timezone.localdate()))

    def _due(self, due: list[Due]) -> None:
        head = ("service", "sure", "crisis", "next check", "look at", "why")
        rows = [
            (row.slug, row.sureness, "yes" if row.crisis else "", str(row.next_check or ""), row.look_at, row.why)
            for row in due
        ]
        widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head) - 1)]
        for row in (head, *rows):
            cells = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
            self.stdout.write("  ".join([*cells, row[-1]]))
        self.stdout.write(f"{len(rows)} to check.")
