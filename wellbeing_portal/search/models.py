"""The index: what things say, in words that can be compared."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellbeing_portal.kernel.finding import findables
from wellbeing_portal.kernel.models import WalledQuerySet


class IndexedQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The wall of each kind decides anew whenever somebody reads; the index itself lets nobody in."""
        seen = [Q(kind=kind.name, thing__in=kind.rows(user).values("pk")) for kind in findables()]
        return self.filter(reduce(or_, seen, Q(pk__in=[])))


class Indexed(models.Model):
    """One thing in one language of the portal. What it says nowhere in that language, it says in another."""

    kind = models.CharField(max_length=40)
    thing = models.PositiveBigIntegerField(help_text="Its key; it never leaves the server.")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300)
    title_words = models.TextField(help_text="Folded, each with a space before it.")
    words = models.TextField(help_text="The same of everything it says.")

    objects = IndexedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing", "language"], name="search_indexed_once")]
        indexes = [models.Index(fields=["language", "kind"], name="search_indexed_shelf")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.language}"
