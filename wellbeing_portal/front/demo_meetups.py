"""Invented meet-ups of the invented groups, always in the days to come."""

import datetime
from typing import Any

from django.utils import translation

from communities import actions
from communities.enums import Place, RemindMe, Repeat
from communities.models import Group, Meetup, Member
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.notifications.rules import local_moment

# The group, who makes it (by pseudonym), the weekday (Monday: 0) and what is planned; who comes, in this order.
MEETUPS: list[dict[str, Any]] = [
    {
        "group": "Uni ja iltarutiinit",
        "host": "Iltainen lyhty",
        "language": "fi",
        "title": "Iltatee ja hengähdys",
        "details": "Juodaan teetä ja puhutaan siitä, mikä tällä viikolla on auttanut. Kamera voi olla kiinni.",
        "weekday": 1,
        "hour": 18,
        "minutes": 60,
        "repeat": Repeat.WEEKLY,
        "online_address": "https://meet.example/iltatee",
        "guests": ["Vaalea kivi", "Hiljainen kuusi", "Utuinen lampi", "Late lantern"],
    },
    {
        "group": "Etäopiskelijoiden kahvihetki",
        "host": "Aamuinen teepannu",
        "language": "fi",
        "title": "Kahvitauko kesken päivän",
        "details": "Puoli tuntia taukoa yhdessä. Tule omassa tahdissasi.",
        "weekday": 2,
        "hour": 10,
        "minutes": 30,
        "repeat": Repeat.WEEKLY,
        "online_address": "https://meet.example/kahvi",
        "off": (2, "Ohjaaja on tällä viikolla lomalla. Seuraava kerta on normaalisti."),
        "guests": ["Leuto puro", "Kevyt perhonen"],
    },
    {
        "group": "Uusi kaupunki, uudet ihmiset",
        "host": "Tuulinen silta",
        "language": "fi",
        "title": "Kävely Aurajoen rannassa",
        "details": "Kävellään hitaasti noin tunti ja käydään lopuksi lämmittelemässä.",
        "weekday": 6,
        "hour": 14,
        "minutes": 120,
        "place": Place.CAMPUS,
        "place_text": "Kirjaston pääoven edessä, Turku",
        "capacity": 4,
        "guests": [
            "Raikas laituri",
            "Kaukainen majakka",
            "Curious otter",
            "Quiet tram",
            "Blåsig brygga",
            "Sateinen reppu",
        ],
    },
    {
        "group": "Gradupiiri",
        "host": "Verkkainen kynä",
        "language": "fi",
        "title": "Hiljainen kirjoitushetki",
        "details": "Alussa kerrotaan yhdellä lauseella, mitä aiotaan tehdä. Sitten kirjoitetaan.",
        "weekday": 2,
        "hour": 17,
        "minutes": 120,
        "repeat": Repeat.WEEKLY,
        "online_address": "https://meet.example/gradu",
        "guests": ["Sitkeä kataja", "Vihreä sammal", "Talvinen suksi"],
    },
    {
        "group": "Ensimmäinen vuosi Suomessa",
        "host": "Starlit bridge",
        "language": "en",
        "title": "Questions you did not dare to ask",
        "details": "About flats, buses, banks and sauna. No question is too small.",
        "weekday": 3,
        "hour": 18,
        "minutes": 90,
        "place": Place.BOTH,
        "place_text": "Oamk, Linnanmaa campus, the sofas by the library",
        "online_address": "https://meet.example/first-year",
        "repeat": Repeat.WEEKLY,
        "capacity": 12,
        "guests": ["Golden kettle", "Misty rowboat", "Calm candle"],
    },
    {
        "group": "Me ruotsiksi opiskelevat",
        "host": "Klar källa",
        "language": "sv",
        "title": "Fika på nätet",
        "details": "Ta med en kopp av något varmt om du vill. Vi pratar om stort och smått.",
        "weekday": 0,
        "hour": 19,
        "minutes": 60,
        "repeat": Repeat.FORTNIGHT,
        "online_address": "https://meet.example/fika",
        "guests": ["Solig holme", "Mild humla"],
    },
]
FACTS = ("title", "details", "place", "place_text", "online_address", "capacity")


def load_meetups() -> int:
    """Plan what is not there yet; a second run reads one list. Returns how many there are in the demo."""
    known = set(Meetup.objects.unscoped("which demo meet-ups are there").values_list("title", flat=True))
    for facts in MEETUPS:
        if facts["title"] not in known:
            _plan(facts)
    return len(MEETUPS)


def _plan(facts: dict[str, Any]) -> None:
    group = Group.objects.select_related("owner").get(title_fi=facts["group"])
    members = {member.pseudonym: member for member in Member.objects.filter(group=group).select_related("user")}
    ahead = (facts["weekday"] - today().weekday() - 1) % 7 + 1
    day = today() + datetime.timedelta(days=ahead)
    texts = {name: facts[name] for name in FACTS if name in facts}
    host = members[facts["host"]].user
    with translation.override(facts["language"]):
        if "repeat" in facts:
            hour, minutes = datetime.time(facts["hour"]), facts["minutes"]
            when = {"repeat": facts["repeat"], "first_day": day, "hour": hour, "minutes": minutes}
            meetup = actions.make_series(host, group=group, **texts, **when)
        else:
            begins = local_moment(day, facts["hour"])
            ends = begins + datetime.timedelta(minutes=facts["minutes"])
            meetup = actions.make_meetup(host, group=group, **texts, starts_at=begins, ends_at=ends)
        if "off" in facts:
            number, reason = facts["off"]
            off = Meetup.objects.filter(series=meetup.series).order_by("on_day")[number]
            actions.cancel_meetup(host, meetup=off, reason=reason)
    for pseudonym in facts["guests"]:
        actions.come_to_meetup(members[pseudonym], meetup=meetup, wish=RemindMe.DAY)
