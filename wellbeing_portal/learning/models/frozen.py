"""What is published never changes: the base of all rows of a version. The database refuses too (migration 0002)."""

from typing import Any, NoReturn

from django.db import models

from wellbeing_portal.kernel.models import WalledQuerySet


class FrozenQuerySet(WalledQuerySet):
    def update(self, **values: Any) -> NoReturn:
        self._refuse()

    def bulk_update(self, *rows: Any, **options: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError(f"Rows of {self.model.__name__} never change once they are there.")


class Frozen(models.Model):
    """Abstract: a row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"A {type(self).__name__} never changes once it is there.")
        super().save(*args, **options)
