"""Demo people and groups, only where DEMO is on; safe to run again."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from communities import actions as communities
from communities.models import Group, GroupTheme
from wellbeing_portal.accounts.models import User
from wellbeing_portal.front.demo import GROUPS, PASSWORD, PEOPLE, TALK
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
        for facts in GROUPS:
            self._group(dict(facts), places)
        self.stdout.write(f"{len(PEOPLE)} demo people and {len(GROUPS)} groups are in place.")

    def _person(self, email: str, place: Institution, role: str) -> None:
        if User.objects.filter(email=email).exists():
            return
        user = User.objects.create_user(email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        grant_membership(None, user=user, institution=place, role=role)

    def _group(self, facts: dict[str, Any], places: dict[str, Institution]) -> None:
        slug, themes = facts.pop("slug"), facts.pop("themes")
        if Group.objects.filter(slug=slug).exists():
            return
        facts["owner"] = places[facts["owner"]]
        group = Group.objects.create(slug=slug, state="open", card_public=True, **facts)
        GroupTheme.objects.bulk_create(GroupTheme(group=group, theme=theme) for theme in themes)
        with translation.override("fi"):
            for email, pseudonym, title, body in TALK.get(slug, []):
                member = communities.join_group(User.objects.get(email=email), group=group, pseudonym=pseudonym)
                member.group = group
                if title:
                    thread = communities.start_thread(member, title=title, body=body)
                else:
                    communities.publish_post(member, thread=thread, body=body)
