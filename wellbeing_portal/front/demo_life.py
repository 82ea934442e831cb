"""The rhythm of the invented groups: what waits, who is on turn, what is asked, and what somebody looks for."""

import datetime
import uuid
from typing import Any

from django.utils import timezone, translation

from communities import actions
from communities.enums import Face, Form, GroupState, Review
from communities.models import Group, Member, MoodCount, Poll, Post, Thread
from communities.queries import this_week
from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.clock import today

DAY = datetime.timedelta(days=1)
EVENINGS = [[day, "17:00", "22:00"] for day in range(4)]
WELCOME = {
    "fi": "Mukava kun tulit. Täällä saa olla väsynyt. Lue rauhassa, ja kerro kun siltä tuntuu, millaisia iltasi ovat.",
    "sv": "Fint att du kom. Här får man vara trött. Läs i lugn och ro, och berätta när du vill hur dina kvällar är.",
    "en": "It is good that you came. You may be tired here. Read along, and tell of your evenings when you like.",
}
NOTE = (
    "Viikko oli rauhallinen. Lupasin kysyä unipäiväkirjasta, kun Myöhäinen juna palaa tenteistä. "
    "Iltakävelyketju kaipaa seuraavaa ehdotusta."
)


def _group(title: str) -> Group:
    return Group.objects.unscoped("demo groups are ours").select_related("owner").get(title_fi=title)


def _member(group: Group, pseudonym: str) -> Member:
    member = Member.objects.select_related("user", "group__owner").get(group=group, pseudonym=pseudonym)
    member.group = group
    return member


def load() -> None:
    """Called once, when the demo groups were made; their past is behind them."""
    for group in Group.objects.unscoped("demo groups are ours").filter(form=Form.SUPPORT, state=GroupState.OPEN):
        Group.objects.filter(pk=group.pk).update(review=Review.ALL)
    Member.objects.filter(group__form=Form.SUPPORT, post_count__gte=1).update(trusted_at=timezone.now())
    _sleep(_group("Uni ja iltarutiinit"))
    _new_town(_group("Uusi kaupunki, uudet ihmiset"))
    pause = _group("Hengähdystauko")
    actions.set_rhythm(_host(pause).user, group=pause, version=pause.version, hours=EVENINGS)
    games = _group("Lautapeli-ilta Kajaanissa")
    note = "Pidämme talvitaukoa. Pelikaverit löytyvät sillä välin ryhmästä Uusi kaupunki, uudet ihmiset."
    actions.rest_group(_host(games).user, group=games, note=note, back_on=today() + 45 * DAY)
    sanna = User.objects.get(email="student@turku.example")
    actions.choose_interests(sanna, themes=("studies", "new_town"), languages=("sv", "fi"), city="Turku")


def _host(group: Group) -> Member:
    return Member.objects.active().select_related("user").filter(group=group, is_host=True).earliest("pk")


def _sleep(group: Group) -> None:
    host = _member(group, "Iltainen lyhty")
    cohost = actions.set_cohost(host.user, member=_member(group, "Hiljainen kuusi"), on=True)
    welcome = {f"welcome_{code}": WELCOME[code] for code in group.languages}
    group = actions.set_rhythm(host.user, group=group, version=group.version, asks_mood=True, **welcome)
    monday = this_week()
    for member, begins in ((host, monday), (cohost, monday + 7 * DAY), (host, monday + 14 * DAY)):
        actions.add_turn(host.user, group=group, member=member, begins=begins, ends=begins + 6 * DAY)
    actions.write_note(host.user, group=group, author=host, body=NOTE, once=uuid.uuid4())
    counts = {Face.HARD: 2, Face.HEAVY: 3, Face.SO_SO: 6, Face.FINE: 3, Face.WELL: 1}
    MoodCount.objects.bulk_create(
        [MoodCount(group=group, week=monday - 7 * DAY, face=face, count=count) for face, count in counts.items()]
    )
    thread = Thread.objects.unscoped("demo groups are ours").filter(group=group).earliest("pk")
    _ask(host, thread, "Mikä ilta sopisi yhteiselle rauhoittumiselle?", ["Maanantai", "Keskiviikko", "Sunnuntai"])
    with translation.override("fi"):
        Member.objects.filter(group=group, pseudonym="Utuinen lampi").update(trusted_at=None)
        newcomer = _member(group, "Utuinen lampi")
        actions.publish_post(newcomer, thread=thread, body="Hei. Valvon usein kolmeen, ja aamut ovat raskaita.")
        title, body = "Auttaako kenelläkään painopeitto?", "Mietin, kannattaako sellaista kokeilla ennen tenttejä."
        actions.start_thread(newcomer, title=title, body=body)
    _age(group)


def _age(group: Group) -> None:
    """What waits came yesterday."""
    yesterday = timezone.now() - DAY
    Post.objects.unscoped("demo groups are ours").filter(thread__group=group, held_at__isnull=False).update(
        held_at=yesterday, created_at=yesterday
    )
    waiting = Thread.objects.unscoped("demo groups are ours").filter(group=group, held_at__isnull=False)
    waiting.update(held_at=yesterday, created_at=yesterday, last_post_at=yesterday)


def _ask(member: Member, thread: Thread, question: str, options: list[str], **more: Any) -> Poll:
    closes_at = timezone.now() + 3 * DAY
    facts = {"question": question, "options": options, "many": False, "closes_at": closes_at, "once": uuid.uuid4()}
    return actions.make_poll(member, thread=thread, **{**facts, **more})


def _new_town(group: Group) -> None:
    """A question that six have answered and that has closed."""
    thread = Thread.objects.unscoped("demo groups are ours").filter(group=group).earliest("pk")
    options = ["Kävely rannassa", "Lautapelit", "Soppa ja jutustelu"]
    poll = _ask(_host(group), thread, "Mitä tehdään ensi kerralla?", options)
    members = Member.objects.active().select_related("group").filter(group=group).order_by("pk")
    for number, member in enumerate(members):
        actions.vote(member, poll=poll, chosen=[number % 2 + 1])
    actions.close_poll(_host(group).user, poll=poll)
    actions.count_answers()
