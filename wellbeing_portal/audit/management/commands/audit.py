"""The operator's look at the trail: is it whole, and where does it end today."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wellbeing_portal.audit import queries

Noted = dict[str, dict[int, str]]


def _noted_in(path: str) -> Noted:
    """Lines that ``audit heads`` printed, from one day or many: chain, number and seal."""
    noted: Noted = {}
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            name, number, seal = line.split()
            noted.setdefault(name, {})[int(number)] = seal
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read as what `audit heads` prints.") from error
    return noted


class Command(BaseCommand):
    help = "audit verify: walks the trail and names the first broken entry. audit heads: prints where it ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help="Exits with 1 when a chain is broken.")
        verify.add_argument("--chain", help="Only this chain.")
        verify.add_argument("--noted", help="A file of earlier `audit heads`, kept outside the machine.")
        what.add_parser("heads", help="One line a chain; keep it where nobody of this machine can change it.")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "heads":
            for name, number, seal in queries.heads():
                if number:
                    self.stdout.write(f"{name} {number} {seal}")
        else:
            self._verify(options["chain"], _noted_in(options["noted"]) if options["noted"] else {})

    def _verify(self, only: str | None, noted: Noted) -> None:
        names = queries.chain_names()
        if only and only not in {*names, *noted}:
            raise CommandError(f"There is no chain {only}. There are: {', '.join(names) or 'none'}.")
        broken = []
        for name in [only] if only else sorted({*names, *noted}):
            flaw, good = queries.broken_row(name, noted.get(name))
            self.stdout.write(str(flaw) if flaw else f"{name}: whole, {good} entries.")
            broken += [flaw] if flaw else []
        if broken:
            raise CommandError(f"{len(broken)} of the chains are broken; the first broken entries are named above.")
