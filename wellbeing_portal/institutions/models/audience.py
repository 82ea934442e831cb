"""Whose eyes a thing is for: the one visibility formula of the portal."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models.places import Institution
from wellbeing_portal.institutions.models.standing import Standing, standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet


def audience_of(model: type[models.Model], user: Any) -> Q:
    """The formula: rows of a Shared model whose audience the person belongs to.

    Everyone's: any person of a living partner. One's own: people of the owner, and of the institution
    a union owner serves. Chosen: the same for the owner and each chosen institution. No role widens it.
    """
    standing = standing_of(user)
    if not standing.circle:
        return Q(pk__in=[])
    chosen = model.shared_with.through.objects.filter(institution__in=standing.circle)
    back = next(field.name for field in model.shared_with.through._meta.fields if field.related_model is model)
    formula = Q(owner__in=standing.circle)
    formula |= Q(audience=Audience.CHOSEN, pk__in=chosen.values(back))
    if standing.living:
        formula |= Q(audience=Audience.EVERYONE)
    return formula


def is_for(thing: Any, standing: Standing, chosen: Collection[int]) -> bool:
    """The same formula for one row at hand; ``chosen`` are the ids of the institutions it is shared with."""
    if thing.owner_id in standing.circle:
        return True
    if thing.audience == Audience.CHOSEN:
        return not standing.circle.isdisjoint(chosen)
    return thing.audience == Audience.EVERYONE and standing.living


class SharedQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The audience formula; rooms narrow it further (state, membership), never widen it unseen."""
        return self.filter(audience_of(self.model, user))


class Shared(Row):
    """Abstract: a thing that one institution owns and shows to an audience."""

    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    audience = models.CharField(_("audience"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    shared_with = models.ManyToManyField(
        Institution, blank=True, related_name="+", verbose_name=_("chosen institutions")
    )

    class Meta:
        abstract = True
