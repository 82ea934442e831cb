"""Make a course folder of a package from elsewhere, with a report of what became of each thing in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from wellbeing_portal.learning import queries
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.validators.imports import read_cartridge, read_episodes


class Command(BaseCommand):
    help = (
        "Makes a course folder of a Common Cartridge (1.1 to 1.3) or of a folder of The Carpentries. It says what was "
        "taken, changed, left out and missing, and what has to be written before the course can be loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package", type=Path)
        parser.add_argument("into", type=Path, help="The folder of courses; the new one is made in it.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument("--kind", choices=CourseKind.values, default=CourseKind.STUDENT.value)

    def handle(self, *args: Any, package: Path, into: Path, language: str, kind: str, **options: Any) -> None:
        try:
            if package.is_dir():
                files = {str(one.relative_to(package)): one.read_bytes() for one in package.rglob("*") if one.is_file()}
                taken = read_episodes(files, language=language, kind=kind)
            else:
                with package.open("rb") as opened:
                    taken = read_cartridge(opened, language=language, kind=kind)
        except (ValidationError, OSError) as error:
            raise CommandError("; ".join(getattr(error, "messages", [str(error)]))) from error
        folder = into / taken.slug
        if folder.exists():
            raise CommandError(f"{folder} is there already. Nothing was written.")
        for name, content in taken.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        with translation.override("en"):
            for line in taken.report:
                self.stdout.write(f"{line.fate.label}: {line.what}{f' – {line.why.label}' if line.why else ''}")
            mistakes = queries.read_folder(folder).mistakes
            if mistakes:
                self.stdout.write("\nTo be written before the course can be loaded:")
            for mistake in mistakes:
                self.stdout.write(f"{folder}/{mistake}")
