"""The card of a group on a list, rendered once for each thing it can say."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from communities.enums import Form, GroupState, JoinPolicy, Place
from communities.models import Group

register = template.Library()


class Card(NamedTuple):
    """All that a card shows. Two cards that are equal look the same, so what is kept is never out of date."""

    slug: str
    public_id: str
    title: str
    summary: str
    rhythm: str
    text_language: str
    form: str
    place: str
    city: str
    languages: tuple[str, ...]
    join_policy: str
    state: str
    member_count: int
    room: int | None
    my_state: str
    host: str
    host_slug: str

    @property
    def is_full(self) -> bool:
        return self.room == 0

    def get_form_display(self) -> str:
        return Form(self.form).label

    def get_place_display(self) -> str:
        return Place(self.place).label

    def get_state_display(self) -> str:
        return GroupState(self.state).label

    def get_join_policy_display(self) -> str:
        return JoinPolicy(self.join_policy).label


def card_of(group: Group) -> Card:
    return Card(
        slug=group.slug,
        public_id=str(group.public_id),
        title=group.title,
        summary=group.summary,
        rhythm=group.rhythm or "",
        text_language=group.text_language,
        form=group.form,
        place=group.place,
        city=group.city,
        languages=tuple(group.languages),
        join_policy=group.join_policy,
        state=group.state,
        member_count=group.member_count,
        room=group.room,
        my_state=getattr(group, "my_state", None) or "",
        host=group.owner.short_name,
        host_slug=group.owner.slug,
    )


@lru_cache(maxsize=4096)
def _html(card: Card, language: str) -> SafeString:
    context: dict[str, Any] = {"group": card, "LANGUAGE_CODE": language}
    return render_to_string("communities/_group_card.html", context)


@register.simple_tag
def group_card(group: Group) -> SafeString:
    """The card in the reader's language; ``my_state`` on the group is the reader's own standing in it."""
    return _html(card_of(group), get_language() or "fi")
