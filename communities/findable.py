"""What of the groups can be found: their cards. What members write, under whatever name, never is."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from communities.models import Group
from communities.queries.groups import BROWSED
from wellbeing_portal.kernel.finding import Findable, Said, findable


def _rows(user: Any) -> QuerySet[Group]:
    return Group.objects.visible_to(user).filter(state__in=BROWSED)


def _texts() -> Iterable[Said]:
    """A language that a group does not have falls back as it does on its card."""
    for group in Group.objects.unscoped("who may see it is asked of every reader").filter(state__in=BROWSED):
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                said = (group.title, group.summary, group.description)
            yield Said(group.pk, code, *said, reverse("communities:group_page", args=[group.slug]))


findable(Findable(name="groups", label=_("Groups"), rows=_rows, texts=_texts))
