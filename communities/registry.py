"""Words that pseudonyms are made of: things of weather and forest, no names of people."""

import secrets

WORDS = {
    "fi": (
        ("Hiljainen", "Myöhäinen", "Vaalea", "Tyyni", "Varhainen", "Sininen", "Lempeä", "Pehmeä", "Kirkas", "Vihreä"),
        ("kuusi", "juna", "kivi", "lampi", "polku", "sammal", "tuuli", "kaarna", "ranta", "lyhty", "pilvi", "niitty"),
    ),
    "sv": (
        ("Stilla", "Sen", "Ljus", "Tidig", "Mild", "Varm", "Klar", "Lugn", "Grön", "Mjuk"),
        ("gran", "sten", "bäck", "stig", "mossa", "vind", "bark", "strand", "lykta", "himmel", "äng", "skog"),
    ),
    "en": (
        ("Quiet", "Late", "Pale", "Calm", "Early", "Blue", "Gentle", "Soft", "Clear", "Green"),
        ("spruce", "train", "stone", "pond", "path", "moss", "wind", "bark", "shore", "lantern", "cloud", "meadow"),
    ),
}


def suggest_pseudonym(language: str, *, tried: int = 0) -> str:
    """A random pseudonym in the language; from the third try on with a number, so that one is always free."""
    first, second = WORDS.get(language, WORDS["fi"])
    name = f"{secrets.choice(first)} {secrets.choice(second)}"
    return name if tried < 2 else f"{name} {secrets.randbelow(900) + 100}"
