"""Demo people and groups, only where DEMO is on; safe to run again."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from wellbeing_portal.accounts.models import User
from wellbeing_portal.front import demo_moderation, demo_skills, demo_training
from wellbeing_portal.front.demo import PASSWORD, PEOPLE, STORIES
from wellbeing_portal.front.demo_chats import plan_chat
from wellbeing_portal.front.demo_groups import Loader
from wellbeing_portal.front.demo_meetups import load_meetups
from wellbeing_portal.institutions.actions import grant_membership
from wellbeing_portal.institutions.models import Institution


class Command(BaseCommand):
    help = "Load the demo people and their groups."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo people are loaded only where DEMO=1.")
        places = {place.slug: place for place in Institution.objects.unscoped("demo people belong to every partner")}
        for email, place, role in PEOPLE:
            self._person(email, places[place], role)
        groups = Loader().load()
        plan_chat()
        load_meetups()
        demo_moderation.load()
        demo_skills.load()
        demo_training.load()
        self.stdout.write(f"{len(PEOPLE)} demo people and {groups} groups are in place.")

    def _person(self, email: str, place: Institution, role: str) -> None:
        if User.objects.filter(email=email).exists():
            return
        name, language = next(((who, code) for address, who, code, _words in STORIES if address == email), ("", "fi"))
        user = User.objects.create_user(email, PASSWORD, name=name, language=language)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        grant_membership(None, user=user, institution=place, role=role)
