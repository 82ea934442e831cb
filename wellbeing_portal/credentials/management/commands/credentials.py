"""The operator's hand on badges: new keys, a badge that must be taken back, one that must be corrected."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from wellbeing_portal.credentials import actions, queries
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.kernel.refusal import Refusal


def _award(public_id: uuid.UUID) -> Award:
    award = queries.award_named(public_id)
    if award is None:
        raise CommandError(f"There is no badge {public_id}.")
    return award


class Command(BaseCommand):
    help = "credentials rotate ISSUER: new keys. credentials revoke ID REASON, credentials correct ID: one badge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        rotate = what.add_parser("rotate", help="The keys before stay listed for ever; their private parts are gone.")
        rotate.add_argument("issuer", help="its short name in addresses, such as diak, or portal")
        revoke = what.add_parser("revoke", help="Whoever checks the badge is told; it cannot be undone.")
        revoke.add_argument("badge", type=uuid.UUID, help="the id at the end of its address")
        revoke.add_argument("reason", choices=[reason for reason in Reason.values if reason != Reason.CORRECTED])
        correct = what.add_parser("correct", help="A new badge with the holder's name and address as they are now.")
        correct.add_argument("badge", type=uuid.UUID, help="the id at the end of its address")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "rotate":
            self._rotate(options["issuer"])
        elif what == "revoke":
            award = actions.revoke_award(None, award=_award(options["badge"]), reason=options["reason"])
            self.stdout.write(f"{award.public_id} has been revoked since {award.revoked_at:%Y-%m-%d %H:%M} UTC.")
        else:
            self._correct(options["badge"])

    def _rotate(self, slug: str) -> None:
        try:
            issuer = queries.issuer_named(slug)
        except Http404 as error:
            raise CommandError(f"{slug} has signed nothing yet, so there is no key to replace.") from error
        for key in actions.rotate_keys(None, slug=issuer.slug):
            self.stdout.write(f"{key.algorithm} {key.kid}")

    def _correct(self, public_id: uuid.UUID) -> None:
        try:
            award = actions.correct_award(None, award=_award(public_id))
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{award.public_id} takes the place of {public_id}.")
