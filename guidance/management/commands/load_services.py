"""Load the services that come with the portal, and write the copy that help now reads."""

from typing import Any

from django.core.management.base import BaseCommand

from guidance import actions, queries


class Command(BaseCommand):
    help = "Loads the crisis and low-threshold services. Running it again changes nothing that is the same."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = actions.load_services(actor=None, lines=queries.packaged_services())
        self.stdout.write(f"{changed} services changed.")
