"""Load the eleven partners; safe to run again."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from wellbeing_portal.institutions import actions

DATA = Path(__file__).parents[2] / "data" / "partners.json"


class Command(BaseCommand):
    help = "Load the partner institutions."

    def handle(self, *args: Any, **options: Any) -> None:
        count = actions.load_partners(partners=json.loads(DATA.read_text())["partners"])
        self.stdout.write(f"{count} partners loaded.")
