"""What people write in peer groups and can report."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities import actions, queries
from communities.enums import ChatState
from communities.models import ChatGuest, ChatMessage, Group, Meetup, Member, Poll, Post
from wellbeing_portal.moderation.registry import Reportable, reportable

# The whole of it stands in the statement of reasons.
REASON = 500


@reportable
class ReportablePost(Reportable):
    name = "communities.post"
    label = _("a message in a group")
    model = Post
    along = ("thread__group__owner", "author__user")

    def things(self, user: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return self.by_id(queries.without(Post.objects.visible_to(user), queries.unseen_posts(user)), ids)

    def locked(self, public_id: uuid.UUID) -> Any:
        """Behind the lock of its thread, as whoever writes in the thread has it."""
        post = self.found([public_id]).get(public_id)
        return self.found([public_id]).get(public_id) if post and actions.locked_post(post) else None

    def place(self, thing: Post) -> Any:
        return thing.thread.group.owner

    def author(self, thing: Post) -> Any:
        return thing.author.user

    def pen_name(self, thing: Post) -> str:
        return thing.author.pseudonym

    def link(self, thing: Post) -> str:
        return thing.get_absolute_url()

    def says(self, thing: Post) -> str:
        title = thing.thread.title if thing.begins_thread else ""
        return f"{title}\n\n{thing.body}" if title else thing.body

    def language(self, thing: Post) -> str:
        return thing.language

    def rules_link(self, thing: Post) -> str:
        return reverse("communities:group_page", args=[thing.thread.group.slug])

    def hide(self, actor: Any, *, thing: Post, reason: str) -> None:
        """What waits for a host is not in sight yet: it is not let through."""
        if thing.held_at is not None:
            actions.decline_post(actor, post=thing, reason=reason[:REASON], decided=True)
        actions.hide_post(actor, post=thing, reason=reason[:REASON], decided=True)

    def unhide(self, actor: Any, *, thing: Post) -> None:
        """Also where it was declined, or hidden with the whole conversation that it begins."""
        actions.restore_post(actor, post=thing)
        if thing.position == 1:
            actions.restore_thread(actor, thread=thing.thread)
        if thing.held_at is not None:
            actions.let_through(actor, post=thing)

    def is_hidden(self, thing: Post) -> bool:
        return thing.hidden_at is not None or thing.declined_at is not None or thing.thread.hidden_at is not None

    def waits(self, thing: Post) -> bool:
        return thing.held_at is not None and thing.declined_at is None

    def version(self, thing: Post) -> int:
        return thing.version

    def let_through(self, actor: Any, *, thing: Post) -> None:
        actions.let_through(actor, post=thing)

    def ask_edit(self, actor: Any, *, thing: Post, reason: str) -> None:
        actions.ask_to_edit(actor, post=thing)

    def restrict(self, actor: Any, *, thing: Post, reason: str, until: datetime.datetime) -> None:
        actions.mute_member(actor, member=thing.author, until=until, reason=reason[:REASON])

    def unrestrict(self, actor: Any, *, thing: Post) -> None:
        actions.unmute_member(actor, member=thing.author)

    def remove(self, actor: Any, *, thing: Post, reason: str) -> None:
        actions.remove_member(actor, member=thing.author, reason=reason[:REASON], decided=True)

    def take_back(self, actor: Any, *, thing: Post) -> None:
        actions.let_member_back(actor, member=thing.author)


@reportable
class ReportableMessage(Reportable):
    """What is said in a theme chat. It is deleted a day after the chat: what remains is the evidence of a report."""

    name = "communities.chat_message"
    label = _("a message in a theme chat")
    model = ChatMessage
    along = ("chat__owner", "guest__user", "guest__chat")

    def locked(self, public_id: uuid.UUID) -> Any:
        """Behind the lock of its chat: what is wiped meanwhile is gone."""
        message = self.found([public_id]).get(public_id)
        if message is not None:
            actions.locked_chat(message.chat)
        return self.found([public_id]).get(public_id)

    def place(self, thing: ChatMessage) -> Any:
        return thing.chat.owner

    def author(self, thing: ChatMessage) -> Any:
        return thing.guest.user

    def pen_name(self, thing: ChatMessage) -> str:
        return thing.guest.nickname

    def link(self, thing: ChatMessage) -> str:
        return thing.get_absolute_url()

    def says(self, thing: ChatMessage) -> str:
        return thing.body

    def rules_link(self, thing: ChatMessage) -> str:
        return thing.chat.get_absolute_url()

    def hide(self, actor: Any, *, thing: ChatMessage, reason: str) -> None:
        actions.hide_message(actor, message=thing, reason=reason[:REASON], decided=True)

    def unhide(self, actor: Any, *, thing: ChatMessage) -> None:
        actions.show_message(actor, message=thing)

    def is_hidden(self, thing: ChatMessage) -> bool:
        return thing.hidden_at is not None

    def waits(self, thing: ChatMessage) -> bool:
        """Only while somebody is there to read it."""
        return bool(thing.held_for) and thing.hidden_at is None and thing.chat.state != ChatState.CLOSED

    def let_through(self, actor: Any, *, thing: ChatMessage) -> None:
        actions.let_message_through(actor, message=thing)

    def restrict(self, actor: Any, *, thing: ChatMessage, reason: str, until: datetime.datetime) -> None:
        actions.mute_guest(actor, guest=thing.guest, until=until, reason=reason[:REASON], decided=True)

    def unrestrict(self, actor: Any, *, thing: ChatMessage) -> None:
        actions.unmute_guest(actor, guest=thing.guest)

    def remove(self, actor: Any, *, thing: ChatMessage, reason: str) -> None:
        actions.remove_guest(actor, guest=thing.guest, reason=reason[:REASON], decided=True)

    def take_back(self, actor: Any, *, thing: ChatMessage) -> None:
        actions.let_guest_back(actor, guest=thing.guest)


@reportable
class ReportableMeetup(Reportable):
    """Whoever planned it is asked to change it, or it is cancelled, which those who come hear of."""

    name = "communities.meetup"
    label = _("a meet-up of a group")
    hidden_label = _("it is cancelled")
    model = Meetup
    along = ("group__owner", "made_by")

    def place(self, thing: Meetup) -> Any:
        return thing.group.owner

    def author(self, thing: Meetup) -> Any:
        return thing.made_by

    def pen_name(self, thing: Meetup) -> str:
        """That of the host in the group; whoever makes it by their role does so in the name of the institution."""
        return queries.pseudonym_of(thing.made_by_id, thing.group) or thing.group.owner.short_name

    def link(self, thing: Meetup) -> str:
        return thing.get_absolute_url()

    def says(self, thing: Meetup) -> str:
        return "\n\n".join(text for text in (thing.title, thing.details, thing.place_text) if text)

    def language(self, thing: Meetup) -> str:
        return thing.language

    def rules_link(self, thing: Meetup) -> str:
        return reverse("communities:group_page", args=[thing.group.slug])

    def hide(self, actor: Any, *, thing: Meetup, reason: str) -> None:
        actions.cancel_meetup(actor, meetup=thing, reason=reason[:REASON])

    def unhide(self, actor: Any, *, thing: Meetup) -> None:
        actions.plan_again(actor, meetup=thing)

    def is_hidden(self, thing: Meetup) -> bool:
        return thing.is_cancelled

    def ask_edit(self, actor: Any, *, thing: Meetup, reason: str) -> None:
        actions.ask_to_change(actor, meetup=thing)


@reportable
class ReportablePoll(Reportable):
    """A question that somebody asks a group, with what can be chosen."""

    name = "communities.poll"
    label = _("a question to a group")
    model = Poll
    along = ("thread__group__owner", "author__user")

    def place(self, thing: Poll) -> Any:
        return thing.thread.group.owner

    def author(self, thing: Poll) -> Any:
        return thing.author.user

    def pen_name(self, thing: Poll) -> str:
        return thing.author.pseudonym

    def link(self, thing: Poll) -> str:
        return thing.get_absolute_url()

    def says(self, thing: Poll) -> str:
        options = thing.options.order_by("number").values_list("text", flat=True)
        return "\n".join([thing.question, *(f"- {text}" for text in options)])

    def language(self, thing: Poll) -> str:
        return thing.thread.language

    def rules_link(self, thing: Poll) -> str:
        return reverse("communities:group_page", args=[thing.thread.group.slug])

    def hide(self, actor: Any, *, thing: Poll, reason: str) -> None:
        actions.hide_poll(actor, poll=thing, hidden=True)

    def unhide(self, actor: Any, *, thing: Poll) -> None:
        actions.hide_poll(actor, poll=thing, hidden=False)

    def is_hidden(self, thing: Poll) -> bool:
        return thing.hidden_at is not None

    def restrict(self, actor: Any, *, thing: Poll, reason: str, until: datetime.datetime) -> None:
        actions.mute_member(actor, member=thing.author, until=until, reason=reason[:REASON])

    def unrestrict(self, actor: Any, *, thing: Poll) -> None:
        actions.unmute_member(actor, member=thing.author)


@reportable
class ReportableGroup(Reportable):
    """The card of a group, which may be seen signed out. It is the institution's, so no person is its author."""

    name = "communities.group"
    label = _("a group")
    model = Group
    public = True

    def place(self, thing: Group) -> Any:
        return thing.owner

    def author(self, thing: Group) -> Any:
        return None

    def pen_name(self, thing: Group) -> str:
        return thing.owner.short_name

    def link(self, thing: Group) -> str:
        return reverse("communities:group_page", args=[thing.slug])

    def says(self, thing: Group) -> str:
        return "\n\n".join(text for text in (thing.title, thing.summary, thing.description) if text)

    def rules_link(self, thing: Group) -> str:
        return self.link(thing)

    def language(self, thing: Group) -> str:
        return thing.text_language

    def hide(self, actor: Any, *, thing: Group, reason: str) -> None:
        actions.show_card(actor, group=thing, to_all=False)

    def unhide(self, actor: Any, *, thing: Group) -> None:
        actions.show_card(actor, group=thing, to_all=True)

    def is_hidden(self, thing: Group) -> bool:
        return not thing.card_public


class OfPerson(Reportable):
    """Abstract: what hosts decide about somebody. Nobody reports a person: what is reported is what they said."""

    def things(self, user: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return {}

    def author(self, thing: Any) -> Any:
        return thing.user

    def says(self, thing: Any) -> str:
        return ""


@reportable
class DecidedMember(OfPerson):
    name = "communities.member"
    label = _("your place in a group")
    model = Member
    along = ("group__owner", "user")

    def place(self, thing: Member) -> Any:
        return thing.group.owner

    def pen_name(self, thing: Member) -> str:
        return thing.pseudonym

    def link(self, thing: Member) -> str:
        return reverse("communities:group_page", args=[thing.group.slug])

    def rules_link(self, thing: Member) -> str:
        return self.link(thing)

    def remove(self, actor: Any, *, thing: Member, reason: str) -> None:
        actions.remove_member(actor, member=thing, reason=reason[:REASON], decided=True)

    def take_back(self, actor: Any, *, thing: Member) -> None:
        actions.let_member_back(actor, member=thing)


@reportable
class DecidedGuest(OfPerson):
    name = "communities.chat_guest"
    label = _("your place in a theme chat")
    model = ChatGuest
    along = ("chat__owner", "user")

    def place(self, thing: ChatGuest) -> Any:
        return thing.chat.owner

    def pen_name(self, thing: ChatGuest) -> str:
        return thing.nickname

    def link(self, thing: ChatGuest) -> str:
        return thing.chat.get_absolute_url()

    def rules_link(self, thing: ChatGuest) -> str:
        return self.link(thing)

    def restrict(self, actor: Any, *, thing: ChatGuest, reason: str, until: datetime.datetime) -> None:
        actions.mute_guest(actor, guest=thing, until=until, reason=reason[:REASON], decided=True)

    def unrestrict(self, actor: Any, *, thing: ChatGuest) -> None:
        actions.unmute_guest(actor, guest=thing)

    def remove(self, actor: Any, *, thing: ChatGuest, reason: str) -> None:
        actions.remove_guest(actor, guest=thing, reason=reason[:REASON], decided=True)

    def take_back(self, actor: Any, *, thing: ChatGuest) -> None:
        actions.let_guest_back(actor, guest=thing)
