"""Ready words to begin a reason with, in the languages people write in; whoever decides changes them."""

from typing import NamedTuple

from django.utils.translation import pgettext_lazy


class Reply(NamedTuple):
    """``verdict`` and ``rule`` are what it fits best; texts by language."""

    name: str
    label: object
    verdict: str
    rule: str
    texts: dict[str, str]


REPLIES = (
    Reply(
        "nothing",
        pgettext_lazy("ready reply", "Nothing against the rules"),
        "no_action",
        "other",
        {
            "fi": "Luimme viestin. Siinä ei ole mitään, mikä rikkoisi sääntöjä, joten se jää näkyviin.",
            "sv": "Vi har läst meddelandet. Det bryter inte mot reglerna, så det får stå kvar.",
            "en": "We have read the message. Nothing in it is against the rules, so it stays.",
        },
    ),
    Reply(
        "contact",
        pgettext_lazy("ready reply", "Contact details or a name"),
        "edit",
        "privacy",
        {
            "fi": (
                "Viestissä on nimi tai yhteystieto, josta jonkun voi tunnistaa. Ryhmässä olemme nimimerkillä, jotta "
                "jokainen voi kertoa asioistaan turvassa. Ota se kohta pois, muu viesti on hyvä."
            ),
            "sv": (
                "I meddelandet finns ett namn eller en kontaktuppgift som avslöjar vem någon är. I gruppen är vi under "
                "pseudonym, så att var och en tryggt kan berätta. Ta bort den delen, resten av meddelandet är bra."
            ),
            "en": (
                "The message has a name or contact details that tell who somebody is. In the group we use pseudonyms, "
                "so that everybody can speak safely. Please take that part out; the rest of the message is good."
            ),
        },
    ),
    Reply(
        "unkind",
        pgettext_lazy("ready reply", "Unkind words"),
        "hide",
        "harassment",
        {
            "fi": (
                "Viesti on kirjoitettu toista kohtaan tavalla, joka voi satuttaa. Eri mieltä saa olla, mutta ihmistä "
                "ei pilkata eikä vähätellä. Siksi viesti on piilotettu. Voit kirjoittaa saman asian toisin."
            ),
            "sv": (
                "Meddelandet är skrivet på ett sätt som kan såra någon. Man får vara av annan åsikt, men ingen ska "
                "hånas eller förringas. Därför är meddelandet dolt. Du kan skriva samma sak på ett annat sätt."
            ),
            "en": (
                "The message speaks of somebody in a way that can hurt. You may disagree, but nobody is mocked or "
                "belittled here. That is why it is hidden. You can say the same thing in other words."
            ),
        },
    ),
    Reply(
        "methods",
        pgettext_lazy("ready reply", "How to harm oneself"),
        "hide",
        "methods",
        {
            "fi": (
                "Kiitos, että kirjoitit. Olet tervetullut ryhmään myös silloin, kun on todella vaikeaa. Viestissä "
                "kuvataan tapaa satuttaa itseään, ja se voi olla vaarallista jollekulle toiselle lukijalle. Siksi "
                "viesti on piilotettu. Apua nyt -sivulla näet, kuka vastaa juuri tällä hetkellä. Et ole yksin."
            ),
            "sv": (
                "Tack för att du skrev. Du är välkommen i gruppen också när det är riktigt svårt. Meddelandet "
                "beskriver ett sätt att skada sig själv, och det kan vara farligt för någon annan som läser. Därför är "
                "det dolt. På sidan Hjälp nu ser du vem som svarar just nu. Du är inte ensam."
            ),
            "en": (
                "Thank you for writing. You are welcome in the group also when things are very hard. The message "
                "describes a way to harm oneself, and that can be dangerous to somebody else who reads it. That is why "
                "it is hidden. The page Help now shows who answers at this moment. You are not alone."
            ),
        },
    ),
    Reply(
        "elsewhere",
        pgettext_lazy("ready reply", "Moving people elsewhere"),
        "hide",
        "spam",
        {
            "fi": (
                "Viesti mainostaa tai pyytää siirtymään toiseen palveluun. Täällä emme voi huolehtia siitä, mitä "
                "muualla tapahtuu, joten viesti on piilotettu."
            ),
            "sv": (
                "Meddelandet gör reklam eller ber andra att flytta till en annan tjänst. Vi kan inte se till att allt "
                "går bra någon annanstans, så meddelandet är dolt."
            ),
            "en": (
                "The message advertises something or asks people to move to another service. We cannot look after what "
                "happens elsewhere, so it is hidden."
            ),
        },
    ),
    Reply(
        "pause",
        pgettext_lazy("ready reply", "A pause after several messages"),
        "restrict",
        "harassment",
        {
            "fi": (
                "Olet kirjoittanut ryhmään useita viestejä, jotka ovat satuttaneet muita, ja olemme pyytäneet sinua "
                "muuttamaan tapaa. Siksi voit nyt jonkin aikaa vain lukea. Sen jälkeen olet taas tervetullut "
                "kirjoittamaan."
            ),
            "sv": (
                "Du har skrivit flera meddelanden i gruppen som har sårat andra, och vi har bett dig ändra på det. "
                "Därför kan du nu bara läsa en tid. Efter det är du välkommen att skriva igen."
            ),
            "en": (
                "You have written several messages in the group that hurt others, and we have asked you to change "
                "that. So for a while you can only read. After that you are welcome to write again."
            ),
        },
    ),
)


def reply_named(name: str) -> Reply | None:
    return next((reply for reply in REPLIES if reply.name == name), None)
