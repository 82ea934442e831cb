"""The demo people (example addresses) and invented groups; no real person or service is in them."""

PASSWORD = "demo-portal-2026"  # noqa: S105 - printed by make run, and only in demo mode

UNIVERSITIES = ("diak", "kamk", "metropolia", "oamk", "oulu", "turku")
UNIONS = ("odiako", "tuo", "kamo")
NGOS = ("vamos", "nyyti")
# The peer is a second student.
ROLES = (("student", "student"), ("peer", "student"), ("staff", "staff"), ("guide", "guide"))
KEEPERS = (("moderator", "moderator"), ("coordinator", "coordinator"))

PEOPLE = (
    *((f"{name}@{place}.example", place, role) for place in UNIVERSITIES for name, role in (*ROLES, *KEEPERS)),
    *((f"{name}@{place}.example", place, role) for place in UNIONS for name, role in KEEPERS),
    *((f"{name}@{place}.example", place, role) for place in NGOS for name, role in (("guide", "guide"), *KEEPERS)),
    ("manager@portal.example", "diak", "manager"),
    ("operator@portal.example", "diak", "operator"),
)

RULES = {
    "rules_fi": "Ollaan toisillemme ystävällisiä.\nMitä täällä kerrotaan, jää tänne.\n"
    "Et kerro kenenkään nimeä etkä yhteystietoja.",
    "rules_sv": "Vi är vänliga mot varandra.\nDet som berättas här stannar här.\n"
    "Du berättar inga namn eller kontaktuppgifter.",
    "rules_en": "We are kind to each other.\nWhat is told here stays here.\nYou tell nobody's name or contact details.",
}

GROUPS = (
    {
        "slug": "uni-ja-iltarutiinit",
        "owner": "nyyti",
        "title_fi": "Uni ja iltarutiinit",
        "title_sv": "Sömn och kvällsrutiner",
        "title_en": "Sleep and evening routines",
        "summary_fi": "Jutellaan siitä, mikä auttaa nukahtamaan ja mikä ei. Ei neuvoja, jos et pyydä niitä.",
        "summary_sv": "Vi pratar om vad som hjälper en att somna och vad som inte gör det. "
        "Inga råd om du inte ber om dem.",
        "summary_en": "We talk about what helps us fall asleep and what does not. No advice unless you ask for it.",
        "rhythm_fi": "tiistaisin 18–19",
        "rhythm_sv": "tisdagar 18–19",
        "rhythm_en": "Tuesdays 18–19",
        "form": "support",
        "place": "online",
        "speaks_fi": True,
        "speaks_en": True,
        "capacity": 12,
        "themes": ("sleep", "stress"),
        **RULES,
    },
    {
        "slug": "uusi-kaupunki",
        "owner": "tuo",
        "title_fi": "Uusi kaupunki, uudet ihmiset",
        "title_sv": "Ny stad, nya människor",
        "title_en": "New town, new people",
        "summary_fi": "Muutit opiskelemaan etkä tunne ketään? Kävellään yhdessä joka toinen sunnuntai.",
        "summary_sv": "Har du flyttat för studierna och känner ingen? Vi går en promenad varannan söndag.",
        "summary_en": "Did you move here to study and know nobody? We take a walk together every other Sunday.",
        "rhythm_fi": "joka toinen sunnuntai klo 14",
        "rhythm_sv": "varannan söndag kl. 14",
        "rhythm_en": "every other Sunday at 14",
        "form": "interest",
        "place": "campus",
        "city": "Turku",
        "speaks_fi": True,
        "speaks_sv": True,
        "capacity": 30,
        "themes": ("new_town", "loneliness"),
        **RULES,
    },
    {
        "slug": "gradupiiri",
        "owner": "oulu",
        "title_fi": "Gradupiiri",
        "title_sv": "Avhandlingscirkeln",
        "title_en": "Thesis circle",
        "summary_fi": "Kirjoitetaan hiljaa samaan aikaan ja kerrotaan lopuksi yksi lause siitä, miten meni.",
        "summary_sv": "Vi skriver tyst samtidigt och säger till sist en mening om hur det gick.",
        "summary_en": "We write quietly at the same time and say one sentence at the end about how it went.",
        "rhythm_fi": "keskiviikkoisin klo 17",
        "rhythm_sv": "onsdagar kl. 17",
        "rhythm_en": "Wednesdays at 17",
        "form": "learning",
        "place": "online",
        "speaks_fi": True,
        "themes": ("thesis", "studies"),
        **RULES,
    },
)

# Who joins and writes: address, pseudonym, title (empty: a reply), text.
TALK = {
    "uni-ja-iltarutiinit": (
        (
            "peer@kamk.example",
            "Hiljainen kuusi",
            "Mikä teillä rauhoittaa illan?",
            "Luennot ovat verkossa ja huomaan, että päivä ei lopu koskaan. Onko jollain tapa, joka oikeasti auttaa?",
        ),
        (
            "peer@oulu.example",
            "Myöhäinen juna",
            "",
            "Kokeilin jättää puhelimen keittiöön. Ensimmäinen ilta oli outo, kolmas jo ihan hyvä. "
            "Ei toimi joka ilta, ja se on ok.",
        ),
    ),
}
