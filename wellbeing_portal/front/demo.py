"""The demo people, with example addresses; no real person is among them."""

from django.utils.translation import gettext_lazy as _

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

# The people the portal is made for, first on the demo's sign-in page: address, name, language, what they come for.
STORIES = (
    ("student@diak.example", "Aino", "fi", _("student, looks for company")),
    ("student@turku.example", "Sanna", "sv", _("student, behind in her studies")),
    ("student@metropolia.example", "Minh", "en", _("exchange student")),
    ("staff@oulu.example", "Petri", "fi", _("lecturer, ten minutes a week")),
    ("guide@kamk.example", "Kaisa", "fi", _("guidance worker")),
    ("moderator@odiako.example", "Omar", "fi", _("moderator at a student union")),
    ("coordinator@oamk.example", "Leena", "fi", _("coordinator at a partner")),
    ("manager@portal.example", "Johanna", "fi", _("project manager")),
)
