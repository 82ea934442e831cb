"""Reads of appeals: which wait for somebody, and who may answer them."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Kind, Role
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.moderation.enums import Circle
from wellbeing_portal.moderation.models import Appeal, Evidence, circle_of
from wellbeing_portal.moderation.queries.queue import keepers_of, people_with, places_kept
from wellbeing_portal.moderation.rules import KEEPER_ROLES


def answers_appeals(user: Any) -> bool:
    """Those who moderate somewhere, and those before whom the appeals of other places may be laid."""
    return bool(places_kept(user)) or circle_of(user) is not None


def appeals_for(user: Any) -> QuerySet[Appeal]:
    """Appeals that wait and that the person did not decide about themselves, the nearest promise first."""
    waiting = Appeal.objects.visible_to(user).waiting().exclude(first_decider=user).exclude(by=user)
    return waiting.select_related("decision__item__place").order_by("due_at", "pk")


def appeal_for(user: Any, public_id: uuid.UUID) -> Appeal:
    """The appeal as those who may answer read it, or 404."""
    rows = Appeal.objects.visible_to(user).exclude(by=user).select_related("decision__item__place", "decision__decider")
    return get_object_or_404(rows.select_related("decision__item__author"), public_id=public_id)


def evidence_in(appeal: Appeal) -> list[Evidence]:
    """What was said, the newest first; for those who may answer, who need not see the queue of the place."""
    rows = Evidence.objects.unscoped("the appeal came through its wall").filter(item=appeal.decision.item)
    return list(rows.order_by("-taken_at", "-pk"))


def answerers_of(appeal: Appeal, circle: int) -> list[User]:
    """Those in this very circle who may answer: not who decided, who asks or who wrote it."""
    item = appeal.decision.item
    concerned = {appeal.first_decider_id, appeal.by_id, item.author_id}
    if circle == Circle.PLACE:
        people = keepers_of(item.place)
    elif circle == Circle.PARTNERS:
        partners = Institution.objects.partners_on(today()).filter(kind=Kind.NGO).exclude(pk=item.place_id)
        people = people_with(institution__in=partners, role__in=KEEPER_ROLES)
    else:
        people = people_with(role=Role.OPERATOR)
    return [user for user in people if user.pk not in concerned]


def circle_that_answers(appeal: Appeal, first: int) -> Circle:
    """The smallest circle from ``first`` on in which there is somebody; the last one, if there is nobody at all."""
    circles = [circle for circle in Circle if circle >= first]
    return next((circle for circle in circles if answerers_of(appeal, circle)), Circle.PORTAL)
