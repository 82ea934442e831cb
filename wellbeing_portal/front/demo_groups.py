"""Invented groups with invented people who write in them; they come in through the actions, then move back in time."""

import datetime
import json
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from communities import actions
from communities.enums import GroupState, MemberState, Review
from communities.models import Group, Member, Post, Thread
from communities.registry import DEFAULT_RULES
from wellbeing_portal.accounts.models import User
from wellbeing_portal.front import demo_life
from wellbeing_portal.institutions.actions import grant_membership
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.notifications.enums import DeliveryState
from wellbeing_portal.notifications.models import Delivery, Notice, Wishes

DATA = Path(__file__).parent / "data" / "demo_groups.json"
LANGUAGES = ("fi", "sv", "en")
UNIVERSITIES = ("diak", "kamk", "metropolia", "oamk", "oulu", "turku")
FACTS = ("form", "place", "city", "capacity", "join_policy", "audience")
# How long ago the demo groups began, and when the demo people visited last.
BEGAN = datetime.timedelta(days=40)
VISITED = datetime.timedelta(days=2)


def keep_in_the_portal() -> None:
    """What the demo people were told while their past was made is in their inbox; nobody reads their e-mail."""
    people = User.objects.unscoped("demo people have addresses that lead nowhere").filter(email__endswith=".example")
    Delivery.objects.filter(recipient__in=people, state=DeliveryState.WAITING).delete()
    Notice.objects.filter(recipient__in=people).update(waits_for_letter=False)
    Wishes.objects.filter(recipient__in=people).update(letter_at=None)


class Loader:
    """Loads what is not there yet; a second run reads one list and writes nothing."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.places = {place.slug: place for place in Institution.objects.unscoped("demo groups belong to partners")}
        self.neighbours = 0

    def load(self) -> int:
        """Returns how many groups there are in the demo."""
        groups = json.loads(DATA.read_text())
        known = set(Group.objects.unscoped("which demo groups are there").values_list("title_fi", flat=True))
        new = [facts for facts in groups if facts["title_fi"] not in known]
        for facts in new:
            self._group(facts)
        if new:
            demo_life.load()
            keep_in_the_portal()
        return len(groups)

    def _user(self, who: str | None) -> User:
        """A demo person (``role@partner``), or a student nobody signs in as: of the partner, or of any in turn."""
        name, _at, place = (who or "").partition("@")
        if name:
            return User.objects.get(email=f"{name}@{place}.example")
        self.neighbours += 1
        place = place or UNIVERSITIES[self.neighbours % len(UNIVERSITIES)]
        email = f"demo.{self.neighbours}@{place}.example"
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        grant_membership(None, user=user, institution=self.places[place], role=Role.STUDENT)
        return user

    def _group(self, facts: dict[str, Any]) -> None:
        texts = {name: text for name, text in facts.items() if name.endswith(tuple(f"_{code}" for code in LANGUAGES))}
        written = [code for code in LANGUAGES if f"title_{code}" in texts]
        new = {
            **texts,
            **{f"rules_{code}": DEFAULT_RULES[code] for code in written},
            **{name: facts[name] for name in FACTS if name in facts},
            **{f"speaks_{code}": code in facts["languages"] for code in LANGUAGES},
            "owner": self.places[facts["owner"]],
            "themes": facts["themes"],
        }
        if "proposed_by" in facts:
            actions.propose_group(self._user(facts["proposed_by"]), **new)
            return
        keeper = self._user(f"moderator@{facts['owner']}")
        shared = [self.places[slug] for slug in facts.get("shared_with", [])]
        # What is told of the past was let through long ago.
        new["review"] = Review.NOBODY
        group = actions.create_group(keeper, **new, shared_with=shared, card_public=facts.get("public", True))
        if facts.get("state") == GroupState.DRAFT:
            return
        actions.move_group(keeper, group=group, to=GroupState.OPEN)
        members = {}
        for pseudonym, who in facts["members"].items():
            host = pseudonym in facts["hosts"]
            members[pseudonym] = actions.join_group(self._user(who), group=group, pseudonym=pseudonym, as_host=host)
        for pseudonym, (who, note) in facts.get("requests", {}).items():
            actions.ask_to_join(self._user(who), group=group, pseudonym=pseudonym, note=note)
        for thread in facts["threads"]:
            self._thread(thread, members)
        if facts.get("state") == GroupState.RESTING:
            actions.move_group(keeper, group=group, to=GroupState.RESTING)
        self._backdate(group)

    def _thread(self, facts: dict[str, Any], members: dict[str, Member]) -> None:
        began = self.now - datetime.timedelta(days=facts["days_ago"], hours=1)
        thread: Thread | None = None
        with translation.override(facts["language"]):
            for writer, hours, body in facts["posts"]:
                if thread is None:
                    thread = actions.start_thread(members[writer], title=facts["title"], body=body)
                    post = Post.objects.get(thread=thread, position=1)
                else:
                    post = actions.publish_post(members[writer], thread=thread, body=body)
                last = min(began + datetime.timedelta(hours=hours), self.now)
                Post.objects.filter(pk=post.pk).update(created_at=last)
        dates = {"created_at": began, "last_post_at": last, "is_pinned": facts.get("pinned", False)}
        Thread.objects.filter(pk=thread.pk).update(**dates)

    def _backdate(self, group: Group) -> None:
        """Groups and members are some weeks old; the newest conversations are newer than the last visit."""
        began = self.now - BEGAN
        newest = Thread.objects.filter(group=group).order_by("-last_post_at").values_list("last_post_at", flat=True)
        Group.objects.filter(pk=group.pk).update(created_at=began, changed_at=began, last_post_at=newest.first())
        visited = self.now - VISITED
        inside = Member.objects.filter(group=group, state=MemberState.ACTIVE)
        inside.update(since=began, accepted_rules_at=began, last_visit_at=visited, all_read_at=visited)
