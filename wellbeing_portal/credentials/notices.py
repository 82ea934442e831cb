"""What holders hear of their badges. A badge may tell what somebody has learned about, so no mail says its name."""

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.credentials.models import Award
from wellbeing_portal.credentials.queries import signer_of
from wellbeing_portal.kernel.voice import Category, Kind, kind


class AboutAward(Kind):
    category = Category.LEARNING
    model = Award

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        rows = Award.objects.visible_to(recipient).filter(holder=recipient, public_id__in=ids)
        rows = rows.select_related("version__badge__issuer__institution")
        return {row.public_id: row for row in rows.defer("credential", "jwt", "version__picture_png")}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"name": "", "link": reverse("credentials:my_badge", args=[target.public_id])}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"name": target.version.name}


@kind
class BadgeMade(AboutAward):
    """Once, in the transaction that makes it."""

    name = "credentials.made"
    label = _("You have a badge")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.revoked_at is None


@kind
class BadgeChanged(AboutAward):
    """It was revoked, or a corrected one has taken its place; about the new one then."""

    name = "credentials.changed"
    label = _("A badge of yours is revoked or corrected")

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**super().facts(target, recipient), "revoked": target.revoked_at is not None}

    def only_inside(self, target: Any) -> dict[str, Any]:
        """With whom to ask: whoever signed it."""
        signer = signer_of(target.version.badge.issuer, get_language() or settings.LANGUAGE_CODE)
        return {**super().only_inside(target), "why": target.get_revoked_for_display(), "signer": signer.name}
