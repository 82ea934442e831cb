"""For every kind of message of moderation: something it can be about, and somebody it is for."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import AppealFactory, CauseFactory, DecisionFactory, ItemFactory, UnmaskingFactory
from tests.support.matrix import CANARY
from wellbeing_portal.moderation.enums import Colour, Outcome


def rows(people):
    member = MemberFactory(group=GroupFactory(owner=people.diak), user=people.student, pseudonym=CANARY)
    post = PostFactory(thread=ThreadFactory(author=member))
    crisis = {"colour": Colour.CRISIS, "thing_id": post.public_id}
    item = ItemFactory(place=people.diak, author=people.student, **crisis)
    CauseFactory(item=item, by=people.peer, note=CANARY)
    notice = CauseFactory(item=item, by=None, who=CANARY, address="ulla@elsewhere.example", language="fi", note=CANARY)
    decision = DecisionFactory(item__place=people.diak, item__author=people.student, facts=CANARY)
    answered = {"decided_at": timezone.now(), "outcome": Outcome.UPHELD, "reason": CANARY}
    appeal = AppealFactory(decision=decision, by=people.student, says=CANARY, **answered)
    waits = AppealFactory(decision=DecisionFactory(item__place=people.diak, facts=CANARY), says=CANARY)
    asked = UnmaskingFactory(item=item, reason=CANARY)
    answered = UnmaskingFactory(
        item=item,
        reason=CANARY,
        answered_by=people.coordinator,
        answered_as="coordinator",
        answered_at=timezone.now() - timedelta(days=4),
        approved=True,
    )
    return {
        "moderation.statement": (decision, people.student),
        "moderation.appeal_answered": (appeal, people.student),
        "moderation.notice_received": (notice, None),
        "moderation.notice_answered": (notice, None),
        "moderation.appeal_waits": (waits, people.coordinator),
        "moderation.report_answered": (item, people.peer),
        "moderation.crisis": (item, people.moderator),
        "moderation.urgent": (item, people.moderator),
        "moderation.opinion_asked": (item, people.coordinator),
        "moderation.unmasking_asked": (asked, people.coordinator),
        "moderation.unmasked": (answered, people.student),
        "moderation.waiting": (people.diak, people.moderator),
    }
