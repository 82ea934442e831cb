"""Load the courses that come with the portal, or those of other folders."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import actions, queries


class Command(BaseCommand):
    help = "Publishes courses from folders: those named, or all that come with the portal. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path)
        parser.add_argument("--check", action="store_true", help="Only say what is wrong with them.")

    def handle(self, *args: Any, folders: list[Path], check: bool, **options: Any) -> None:
        wrong = 0
        with translation.override("en"):
            for folder in folders or queries.course_folders():
                wrong += not (self._check(folder) if check else self._load(folder))
        if wrong:
            raise CommandError(f"{wrong} of the folders have mistakes.")

    def _load(self, folder: Path) -> bool:
        try:
            version, is_new = actions.load_course(None, folder=folder)
        except Refusal as refusal:
            self._complain(folder, refusal.message.splitlines())
            return False
        self.stdout.write(f"{folder.name}: version {version.number}, {'new' if is_new else 'as it was'}.")
        return True

    def _check(self, folder: Path) -> bool:
        mistakes = queries.read_folder(folder).mistakes
        self._complain(folder, [str(mistake) for mistake in mistakes])
        return not mistakes

    def _complain(self, folder: Path, lines: list[str]) -> None:
        for line in lines:
            self.stderr.write(f"{folder}/{line}")
