"""The base every table stands on: one wall (``visible_to``) and one named exit (``unscoped``)."""

import uuid
from typing import Any, Self

from django.db import models


class WalledQuerySet(models.QuerySet):
    """A QuerySet whose rows reach a person only through ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """Rows this person (an AnonymousUser too) may know to exist. Every model defines its own."""
        raise NotImplementedError(f"{type(self).__name__} does not say who may see its rows.")

    def unscoped(self, reason: str) -> Self:
        """All rows, for system work. The reason is for the reader of the code and must not be empty."""
        if not reason.strip():
            raise ValueError("unscoped() needs a reason.")
        return self.all()


class Row(models.Model):
    """Abstract: a row with a random public id; the running number never leaves the server."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
