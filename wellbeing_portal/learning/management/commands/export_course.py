"""Write a course as a folder, from which it can be loaded again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wellbeing_portal.learning import actions, queries


class Command(BaseCommand):
    help = "Writes the newest version of a course, right answers too, as the folder SLUG in the folder that is named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("into", type=Path)

    def handle(self, *args: Any, slug: str, into: Path, **options: Any) -> None:
        document = queries.document_named(slug)
        if document is None:
            raise CommandError(f"There is no published course {slug}.")
        actions.write_folder(document, into / slug)
        self.stdout.write(f"{into / slug}")
