"""Theme chats, who is in them, and what is said."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from communities.models import Chat, ChatFold, ChatGuest, ChatMessage, ChatReminder
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory


class ChatFactory(factory.django.DjangoModelFactory):
    """A chat that is open, with a host who was there just now; ``planned=True`` gives one of tomorrow."""

    class Meta:
        model = Chat

    class Params:
        planned = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)),
            opened_at=None,
            host_seen_at=None,
        )

    owner = factory.SubFactory(InstitutionFactory)
    theme = factory.Sequence(lambda n: f"Kun gradu ei etene {n}")
    language = "fi"
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    ends_at = factory.LazyAttribute(lambda chat: chat.opens_at + timedelta(hours=1))
    opened_at = factory.SelfAttribute("opens_at")
    host_seen_at = factory.LazyFunction(timezone.now)
    holds_first = 0


class ChatGuestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChatGuest

    chat = factory.SubFactory(ChatFactory)
    user = factory.SubFactory(UserFactory)
    nickname = factory.Sequence(lambda n: f"Sateinen silta {n}")


class ChatMessageFactory(factory.django.DjangoModelFactory):
    """A message with the next number of its chat; the chat's counter follows."""

    class Meta:
        model = ChatMessage

    chat = factory.SelfAttribute("guest.chat")
    guest = factory.SubFactory(ChatGuestFactory)
    body = "Minulla auttaa kävely."
    once = factory.LazyFunction(uuid.uuid4)
    place = factory.SelfAttribute("revision")

    @factory.lazy_attribute
    def revision(self) -> int:
        self.chat.revision += 1
        self.chat.save(update_fields=["revision"])
        return self.chat.revision


class ChatReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChatReminder

    chat = factory.SubFactory(ChatFactory)
    user = factory.SubFactory(UserFactory)


class ChatFoldFactory(factory.django.DjangoModelFactory):
    """One guest folds another's messages away."""

    class Meta:
        model = ChatFold

    by = factory.SubFactory(ChatGuestFactory)
    whom = factory.SubFactory(ChatGuestFactory, chat=factory.SelfAttribute("..by.chat"))
