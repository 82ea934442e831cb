"""An invented queue of moderation: hours, contacts, and some things that wait or were decided."""

import datetime
from typing import Any, NamedTuple

from django.utils import timezone, translation

from communities import actions as groups
from communities.models import Group, Member, Post, Thread
from wellbeing_portal.accounts.models import User
from wellbeing_portal.front.demo import KEEPERS
from wellbeing_portal.front.demo_groups import keep_in_the_portal
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.models import Cause, Event, Item
from wellbeing_portal.moderation.queries import hours_of

OPENS, CLOSES = datetime.time(9), datetime.time(16)


class Case(NamedTuple):
    """A post in a group, who noticed it, and how it goes on. Without a rule the word list noticed it."""

    group: str
    language: str
    body: str
    hours_ago: int
    rule: str = ""
    note: str = ""
    colour: Colour = Colour.AMBER
    taken: bool = False
    verdict: str = ""
    facts: str = ""
    answer: str = ""


CASES = (
    Case(
        "Ensimmäinen vuosi Suomessa", "en",
        "Anyone in Linnanmaa this week? Write me on WhatsApp, 000 000 0000, it is easier than here.",
        5, rule="privacy", note="A phone number is in the message. It was said in the rules not to.",
    ),
    Case(
        "Ensimmäinen vuosi Suomessa", "en",
        "If you did not manage one course in a year, maybe studying is just not for you.",
        26, rule="harassment", note="This made me feel small. I had asked for advice.", taken=True,
    ),
    Case(
        "Harjoittelussa", "fi",
        "En enää jaksa. Tuntuu ettei millään ole mitään väliä, eikä kukaan huomaisi vaikka jäisin pois.",
        1, colour=Colour.RED,
    ),
    Case(
        "Ensimmäinen vuosi Suomessa", "en",
        "Cheap flights and student loans, better than any bank: see the page in my profile!",
        50, rule="spam", verdict="hide",
        facts="The message advertises a loan service. Advertising is not allowed in the group, so it is hidden.",
        answer="It advertised a loan service, which the rules of the group do not allow. Thank you for telling us.",
    ),
    Case(
        "Etäopiskelijoiden kahvihetki", "fi",
        "Taas sama ihminen valittamassa. Etkö sinä ikinä kyllästy itseesi?",
        9, rule="harassment", note="Tämä oli ilkeästi sanottu.",
    ),
    Case(
        "Opinnot jumissa?", "fi",
        "Ryhmätöiden takia kaikki jää minun tehtäväkseni. Nimiä en mainitse, mutta arvaatte kyllä kenestä puhun.",
        30, rule="group", note="Täällä sovittiin, ettei puhuta toisista, jotka eivät ole paikalla.",
    ),
    Case(
        "Me ruotsiksi opiskelevat", "sv",
        "Skriv till mig direkt i stället, jag vet en chatt där ingen håller koll.",
        7, rule="spam", note="Det här kändes inte tryggt.",
    ),
    Case(
        "Uni ja iltarutiinit", "fi",
        "Kolmas yö valvottu. En ole varma, haluanko enää herätä.",
        2, colour=Colour.CRISIS,
    ),
)  # fmt: skip


def load() -> int:
    """Returns how many cases there are in the demo; a second run finds the hours and writes nothing."""
    now = timezone.now()
    places = list(Institution.objects.unscoped("the demo staffs every partner"))
    new = [place for place in places if not hours_of(place)]
    for place in new:
        _staff(place)
    for case in CASES if new else ():
        _case(case, now)
    if new:
        keep_in_the_portal()
    return len(CASES)


def _keeper(place: Institution, name: str) -> User | None:
    return User.objects.filter(email=f"{name}@{place.slug}.example").first()


def _staff(place: Institution) -> None:
    """Weekdays from nine to four; the moderator is told first, then the coordinator."""
    keepers = [keeper for name, _role in KEEPERS if (keeper := _keeper(place, name)) is not None]
    if not keepers:
        return
    actions.set_hours(keepers[-1], place=place, hours=[(day, OPENS, CLOSES) for day in range(5)])
    for keeper in keepers:
        actions.add_contact(keepers[-1], place=place, person=keeper)


def _case(case: Case, now: datetime.datetime) -> None:
    group = Group.objects.unscoped("the demo writes in its own groups").filter(title_fi=case.group).first()
    if group is None:
        return
    thread = Thread.objects.filter(group=group, is_closed=False).order_by("pk").first()
    # Nobody signs in as these: the demo people themselves are neither accused nor do they accuse.
    others = Member.objects.active().filter(group=group, is_host=False, user__email__startswith="demo.")
    members = list(others.select_related("group", "user").order_by("pk")[:2])
    if thread is None or len(members) < 2:
        return
    writer, reader = members
    began = now - datetime.timedelta(hours=case.hours_ago)
    with translation.override(case.language):
        post = groups.publish_post(writer, thread=thread, body=case.body)
    Post.objects.filter(pk=post.pk).update(created_at=began)
    Thread.objects.filter(pk=thread.pk).update(last_post_at=began)
    if case.rule:
        item = actions.report_thing(reader.user, about=post, rule=case.rule, note=case.note).item
    else:
        item = actions.raise_item(about=post, colour=case.colour, why=Why.WORDS)
    _go_on(case, item, group)
    _backdate(item, began)


def _go_on(case: Case, item: Item, group: Group) -> None:
    keeper: Any = _keeper(group.owner, "moderator")
    if keeper is not None and (case.taken or case.verdict):
        actions.take_item(keeper, item=item)
    if keeper is not None and case.verdict:
        said = {"rule": case.rule, "facts": case.facts, "answer": case.answer}
        actions.decide_item(keeper, item=item, verdict=case.verdict, **said)


def _backdate(item: Item, began: datetime.datetime) -> None:
    """It came in some hours ago, and its promise with it."""
    item.refresh_from_db()
    earlier = item.opened_at - began
    Item.objects.filter(pk=item.pk).update(opened_at=began, due_at=item.due_at - earlier)
    Cause.objects.filter(item=item).update(made_at=began)
    Event.objects.filter(item=item).update(at=began)
