"""Reporting."""

import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.actions.items import put_cause
from wellbeing_portal.moderation.enums import COLOUR_OF, Colour, Rule, Why
from wellbeing_portal.moderation.models import Cause
from wellbeing_portal.moderation.notices import NoticeReceived
from wellbeing_portal.moderation.rules import MOST_REPORTS_A_DAY


@transaction.atomic
def report_thing(reporter: Any, *, about: Any, rule: str, note: str = "", once: uuid.UUID | None = None) -> Cause:
    """Bring something to those who moderate; the same thing again gives the first report and changes nothing.

    Nothing is hidden by a report, however many there are: people decide.
    """
    # One report of a person at a time, so that the limit holds for two tabs too.
    get_user_model().objects.select_for_update(no_key=True).get(pk=reporter.pk)
    full = queries.reports_lately(reporter, timezone.now()) >= MOST_REPORTS_A_DAY
    colour = COLOUR_OF[Rule(rule)]
    said: dict[str, Any] = {"by": reporter, "rule": rule, "note": note, "once": once}
    cause, made = put_cause(about=about, colour=colour, why=Why.REPORT, **said)
    if made and full:
        raise Refusal(
            _("You have reported many things today. Write to a moderator of the group, or come back tomorrow.")
        )
    if made:
        # The entry tells the reporter that it was they; it names the place, not the thing: that would name its readers.
        place = cause.item.place
        record(actor=reporter, action="report_thing", target=place, chain=place.slug, subject=reporter)
    return cause


@transaction.atomic
def ask_moderator(host: Any, *, about: Any, note: str, once: uuid.UUID | None = None) -> Cause:
    """A host asks those who moderate; the answer comes on a receipt, as for a report. The same form twice is one.

    Each question is an item of its own. Amber: whoever looks after others does not wait for two days.
    """
    # One question of a person at a time, so that the second of two same forms finds the first.
    get_user_model().objects.select_for_update(no_key=True).get(pk=host.pk)
    cause, made = put_cause(about=about, colour=Colour.AMBER, why=Why.HOST, by=host, note=note, once=once)
    if made:
        place = cause.item.place
        record(actor=host, action="ask_moderator", target=place, chain=place.slug, subject=host)
    return cause


@transaction.atomic
def give_notice(
    *, about: Any, rule: str, note: str, who: str, address: str, language: str, once: uuid.UUID | None = None
) -> Cause:
    """The same from somebody who has not signed in. Their name and address are kept for the answer, shown to nobody.

    The same form sent twice is one notice.
    """
    said: dict[str, Any] = {"rule": rule, "note": note, "once": once}
    cause, made = put_cause(about=about, colour=COLOUR_OF[Rule(rule)], why=Why.REPORT, **said)
    if made:
        cause.who, cause.address, cause.language = who, address, language
        cause.save(update_fields=["who", "address", "language"])
        tell(NoticeReceived, about=cause)
        place = cause.item.place
        record(actor=None, action="give_notice", target=cause.item, chain=place.slug)
    return cause
