"""What a person has chosen to tell about the groups they look for."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from communities.enums import Form, Theme
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import WalledQuerySet

CODES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Looked:
    """What somebody looks for; nothing chosen is nothing asked."""

    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    city: str = ""

    @property
    def any(self) -> bool:
        return bool(self.themes or self.languages or self.forms or self.city)


def _known(said: dict[str, Any], name: str, values: Any) -> tuple[str, ...]:
    return tuple(one for one in values if one in said.get(name, ()))


class InterestsQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own. Nobody else sees it, not even by role."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Interests(models.Model):
    """One row for a person, theirs to change and to erase. Encrypted, as a theme can tell how somebody is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    chosen = EncryptedTextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = InterestsQuerySet.as_manager()

    def __str__(self) -> str:
        return "interests"

    @property
    def looked(self) -> Looked:
        """What was chosen, without words that the portal does not know any more."""
        said = json.loads(self.chosen or "{}")
        return Looked(
            themes=_known(said, "themes", Theme.values),
            languages=_known(said, "languages", CODES),
            forms=_known(said, "forms", Form.values),
            city=said.get("city", ""),
        )

    @looked.setter
    def looked(self, looked: Looked) -> None:
        self.chosen = json.dumps(asdict(looked))
