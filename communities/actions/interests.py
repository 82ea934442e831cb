"""Verbs of what a person looks for. Not in the trail: nobody but the person sees or changes it."""

from dataclasses import replace
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from communities.models import Interests, Looked


@transaction.atomic
def choose_interests(actor: Any, **chosen: Any) -> Looked:
    """Change some of what was chosen (``themes``, ``languages``, ``forms``, ``city``) and keep the rest."""
    # The person's own row is the lock: two steps at once do not lose each other's.
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    row = Interests.objects.filter(user=actor).first() or Interests(user=actor)
    row.looked = replace(row.looked, **chosen)
    row.changed_at = timezone.now()
    row.save()
    return row.looked


@transaction.atomic
def erase_interests(actor: Any) -> None:
    """Nothing of it is kept. Twice changes nothing."""
    Interests.objects.filter(user=actor).delete()
