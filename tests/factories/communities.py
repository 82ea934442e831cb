"""Groups, members and what they write."""

import uuid
from datetime import date, time, timedelta

import factory
from django.utils import timezone

from communities.enums import Face, Form, GroupState, HeldWhy, ReactionKind, Theme
from communities.models import (
    Block,
    Group,
    GroupInvite,
    GroupTheme,
    HandOverNote,
    HostTurn,
    Meetup,
    MeetupGuest,
    MeetupRegular,
    MeetupSeries,
    Member,
    MemberMute,
    MoodCount,
    Poll,
    PollOption,
    Post,
    PostRevision,
    Reaction,
    Thread,
    ThreadFollow,
    ThreadRead,
)
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.kernel.clock import today


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    owner = factory.SubFactory(InstitutionFactory)
    slug = factory.Sequence(lambda n: f"group-{n}")
    title_fi = factory.Sequence(lambda n: f"Ryhmä {n}")
    summary_fi = "Jutellaan siitä, mikä auttaa."
    rules_fi = "Ollaan toisillemme ystävällisiä."
    form = Form.SUPPORT
    speaks_fi = True
    state = GroupState.OPEN


class GroupThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupTheme

    group = factory.SubFactory(GroupFactory)
    theme = Theme.SLEEP


class MemberFactory(factory.django.DjangoModelFactory):
    """An active member; give ``user`` and ``group``. The group's count is not moved: actions do that."""

    class Meta:
        model = Member

    group = factory.SubFactory(GroupFactory)
    user = factory.SubFactory(UserFactory)
    pseudonym = factory.Sequence(lambda n: f"Hiljainen kuusi {n}")
    accepted_rules_at = factory.LazyFunction(timezone.now)


class GroupInviteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupInvite

    group = factory.SubFactory(GroupFactory)
    made_by = factory.SubFactory(UserFactory)
    secret_hash = factory.Sequence(lambda n: f"{n:064x}")
    valid_until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ThreadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thread

    group = factory.SelfAttribute("author.group")
    author = factory.SubFactory(MemberFactory)
    title = factory.Sequence(lambda n: f"Mikä teillä rauhoittaa illan {n}?")
    language = "fi"


class PostFactory(factory.django.DjangoModelFactory):
    """A post at the next position of its thread; ``post_count`` of the thread follows."""

    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.author")
    body = "Kokeilin jättää puhelimen keittiöön."
    body_html = factory.LazyAttribute(lambda post: f"<p>{post.body}</p>")
    language = "fi"

    @factory.lazy_attribute
    def position(self) -> int:
        self.thread.post_count += 1
        self.thread.save(update_fields=["post_count"])
        return self.thread.post_count


class HostTurnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HostTurn

    group = factory.SelfAttribute("member.group")
    member = factory.SubFactory(MemberFactory, is_host=True)
    begins = factory.LazyFunction(today)
    ends = factory.LazyFunction(today)


class HandOverNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandOverNote

    group = factory.SelfAttribute("author.group")
    author = factory.SubFactory(MemberFactory, is_host=True)
    body = "Ensi viikolla jutellaan tenteistä."
    once = factory.LazyFunction(uuid.uuid4)


class PollFactory(factory.django.DjangoModelFactory):
    """A question with two options that is open for a day."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.author")
    question = "Mikä ilta sopii?"
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    once = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def options(self, create, extracted, **kwargs):
        for number, text in enumerate(extracted or ("Tiistai", "Torstai"), start=1):
            PollOption.objects.create(poll=self, number=number, text=text)


class MoodCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MoodCount

    group = factory.SubFactory(GroupFactory)
    week = factory.LazyFunction(lambda: today() - timedelta(days=today().weekday()))
    face = Face.SO_SO
    count = 1


class HeldPostFactory(PostFactory):
    """A post that waits for a host, in a thread that has begun."""

    position = None
    held_at = factory.LazyFunction(timezone.now)
    held_why = HeldWhy.NEW


class PostRevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostRevision

    post = factory.SubFactory(PostFactory)
    body = "Aiempi teksti."


class ReactionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reaction

    post = factory.SubFactory(PostFactory)
    member = factory.SelfAttribute("post.author")
    kind = ReactionKind.HEARD


class ThreadReadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThreadRead

    thread = factory.SubFactory(ThreadFactory)
    member = factory.SelfAttribute("thread.author")
    position = 1


class ThreadFollowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThreadFollow

    thread = factory.SubFactory(ThreadFactory)
    member = factory.SelfAttribute("thread.author")


class BlockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Block

    by = factory.SubFactory(UserFactory)
    whom = factory.SubFactory(UserFactory)
    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Myöhäinen juna {n}")


class MemberMuteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MemberMute

    by = factory.SubFactory(MemberFactory)
    whom = factory.SubFactory(MemberFactory)


class MeetupFactory(factory.django.DjangoModelFactory):
    """Two days ahead, for an hour."""

    class Meta:
        model = Meetup

    group = factory.SubFactory(GroupFactory)
    made_by = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Iltatee {n}")
    language = "fi"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=2))
    ends_at = factory.LazyAttribute(lambda meetup: meetup.starts_at + timedelta(hours=1))


class MeetupSeriesFactory(factory.django.DjangoModelFactory):
    """Every Wednesday at 18; its days are made by actions."""

    class Meta:
        model = MeetupSeries

    group = factory.SubFactory(GroupFactory)
    made_by = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Iltatee joka viikko {n}")
    language = "fi"
    repeat = "weekly"
    first_day = date(2026, 12, 2)
    hour = time(18)
    minutes = 60


class MeetupRegularFactory(factory.django.DjangoModelFactory):
    """Somebody who comes every time to what repeats."""

    class Meta:
        model = MeetupRegular

    series = factory.SubFactory(MeetupSeriesFactory)
    member = factory.SubFactory(MemberFactory, group=factory.SelfAttribute("..series.group"))


class MeetupGuestFactory(factory.django.DjangoModelFactory):
    """Somebody who comes; the seats of the meet-up are not moved: actions do that."""

    class Meta:
        model = MeetupGuest

    meetup = factory.SubFactory(MeetupFactory)
    member = factory.SubFactory(MemberFactory, group=factory.SelfAttribute("..meetup.group"))
