"""What is read out of a text: risk, and ways to meet elsewhere."""

import pytest

from wellbeing_portal.moderation.registry.words import Signals, read_words


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("", ""),
        ("Onko kellään vinkkejä uneen?", ""),
        ("En halua enää elää.", "acute"),
        ("Jag vill dö.", "acute"),
        ("I want to kill myself.", "acute"),
        ("I WANT TO K\u200bILL MY\u00adSELF", "acute"),
        ("I want to k1ll myself", "acute"),
        ("ｉ ｗａｎｔ ｔｏ ｄｉｅ", "acute"),
        ("i want to dieeeeee", "acute"),
        ("s u i c i d e is all i think about", "acute"),
        ("I don't want to die.", "concern"),
        ("My friend said: I want to die, and laughed.", "acute"),
        ("My friend told me that I want to die", "concern"),
        ("I could kill for a coffee.", ""),
        ("Kuolen nauruun.", ""),
    ],
)
def test_risk_is_read_however_it_is_written(text, risk):
    assert read_words(text) == Signals(risk=risk)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Soita mulle 040 123 4567", True),
        ("+358401234567", True),
        ("aino.virtanen@example.fi", True),
        ("Lisää mut snapissa: aino_v", True),
        ("Adda mig på Insta", True),
        ("Let's move to WhatsApp", True),
        ("https://discord.gg/abc", True),
        ("Soita kriisipuhelimeen 09 2525 0111 tai numeroon 112.", False),
        ("+358 9 2525 0111", False),
        ("Nähdään 24.12.2026 kello 18.30", False),
        ("I deleted Instagram for a week and slept better.", False),
        ("@Hiljainen kuusi, kiitos", False),
        ("Sain 12 000 askelta ja 5 opintopistettä.", False),
    ],
)
def test_ways_to_meet_elsewhere_are_seen(text, contact):
    assert read_words(text) == Signals(contact=contact)
