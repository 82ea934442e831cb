"""``mail status``, ``mail bounces <file>`` and ``mail kinds``: how the mails do, for whoever runs the portal."""

import datetime
import mailbox
import sys
import tempfile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wellbeing_portal.kernel.voice import kinds
from wellbeing_portal.notifications import actions, queries
from wellbeing_portal.notifications.rules import channels_of


def seconds(age: datetime.timedelta) -> str:
    return f"{round(age.total_seconds())} s"


class Command(BaseCommand):
    help = "How the mails do: 'status', 'bounces <mbox file or ->' takes in what came back, 'kinds' lists what is said."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("status", help="Queue, failures and heartbeats, as on the operator's page.")
        bounces = parts.add_parser(
            "bounces", help="Read the reports in a bounce mailbox; reading it twice is harmless."
        )
        bounces.add_argument("file", help="A mailbox in the mbox format; - reads it from standard input.")
        parts.add_parser("kinds", help="Every kind of message, from the registry.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["part"] == "bounces":
            self.bounces(options["file"])
        elif options["part"] == "kinds":
            self.kinds()
        else:
            self.status()

    def status(self) -> None:
        figures = queries.operations()
        self.stdout.write(
            f"e-mails due now: {figures.due}; the oldest thing due waits for {seconds(figures.queue_age)}"
        )
        for row in figures.states:
            self.stdout.write(f"{row['kind']}, {row['state']}: {row['number']}")
        for row in figures.reasons:
            self.stdout.write(f"{row['state']} because {row['last_reason']} ({row['last_code']}): {row['number']}")
        for beat in figures.beats:
            self.stdout.write(f"{beat.name} worked {seconds(beat.age)} ago")
        self.stdout.write(f"refused addresses: {figures.suppressed}")

    def bounces(self, file: str) -> None:
        if file == "-":
            with tempfile.NamedTemporaryFile() as copy:
                copy.write(sys.stdin.buffer.read())
                copy.flush()
                self._take(copy.name)
            return
        self._take(file)

    def _take(self, file: str) -> None:
        try:
            box = mailbox.mbox(file, create=False)
        except (mailbox.NoSuchMailboxError, OSError) as error:
            raise CommandError(f"There is no mailbox {file}.") from error
        tally = actions.take_bounces(box.get_bytes(key) for key in box.iterkeys())
        box.close()
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in tally.rows()))

    def kinds(self) -> None:
        rows = [("name", "category", "required", "urgency", "channels")]
        for kind in kinds():
            required = "required" if kind.required else "optional"
            rows.append((kind.name, kind.category.value, required, kind.urgency.value, ", ".join(channels_of(kind))))
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
