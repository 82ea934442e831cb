"""The demo people, with example addresses; no real person is among them."""

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
