"""The certificate to print: PDF/UA-1, in the reader's language, with a code that opens the page of the badge."""

import json
from pathlib import Path

import segno
import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing_portal.credentials.models import Award
from wellbeing_portal.credentials.queries import signer_of

SHAPE = Path(__file__).parents[1] / "data" / "certificate.typ"


def certificate(award: Award, *, seen_at: str) -> bytes:
    """``seen_at`` is the address of the page; stored facts only, nothing is worked out again."""
    version, language = award.version, (get_language() or "fi")[:2]
    days = [_("Completed on %(day)s") % {"day": date_format(award.completed_on, "DATE_FORMAT")}]
    if award.last_day is not None:
        days.append(_("Valid until %(day)s") % {"day": date_format(award.last_day, "DATE_FORMAT")})
    said = {
        "language": language,
        "title": _("Certificate"),
        "issuer": signer_of(version.badge.issuer, language).name,
        "holder": award.recipient_name,
        "name": version.name,
        "description": version.description,
        "criteria": version.criteria,
        "criteria_title": _("What it was awarded for"),
        "days": days,
        "check_title": _("Check this certificate"),
        "check": _("The page says whether it is valid today, if its holder lets it be seen."),
        "address": seen_at,
        "code_alt": _("A code that leads to the address beside it"),
        "picture_alt": _("The picture of the badge"),
        "picture": version.picture_svg,
        "code": segno.make(seen_at, error="m", micro=False).svg_inline(border=0, dark="#1d2b2a"),
    }
    return typst.compile(
        SHAPE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said)},
    )
