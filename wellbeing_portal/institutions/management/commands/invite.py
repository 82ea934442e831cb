"""Invite somebody in the system's name: the first coordinator of a partner, a manager, an operator."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from wellbeing_portal.institutions import actions, queries
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Send an invitation to a role at an institution."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("institution", help="its short name in addresses, such as diak")
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--language", default="fi", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        place = queries.institution_named(options["institution"])
        if place is None:
            raise CommandError(f"There is no institution {options['institution']}.")
        try:
            validate_email(options["email"])
            invitation = actions.invite_person(
                None,
                institution=place,
                email=options["email"],
                role=options["role"],
                language=options["language"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"{invitation.email} is invited; the letter is on its way and works until {invitation.expires_at:%Y-%m-%d}."
        )
