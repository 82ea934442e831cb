"""Every e-mail as it leaves: its subject in three languages, and nothing in it that anybody wrote."""

from html import unescape
from importlib import import_module

import pytest
from django.utils import timezone

from communities import actions as groups
from communities.enums import Form, JoinPolicy
from tests.factories.communities import GroupFactory
from tests.support.matrix import CANARY, ROOTS
from wellbeing_portal.institutions import actions as places
from wellbeing_portal.kernel.letters import rendered, written
from wellbeing_portal.kernel.voice import kinds
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.actions.writing import write
from wellbeing_portal.notifications.models import LETTER, Delivery, Wishes
from wellbeing_portal.notifications.rules import mails_on_its_own

pytestmark = pytest.mark.django_db
MOST_BYTES = 40_000
CODES = ("fi", "sv", "en")

SUBJECTS = {
    "communities.chat_moved": {
        "fi": "Teemachat siirtyy tai peruuntuu",
        "sv": "En temachatt flyttas eller ställs in",
        "en": "A theme chat is moved or called off",
    },
    "communities.chat_soon": {
        "fi": "Teemachat avautuu pian",
        "sv": "En temachatt öppnar snart",
        "en": "A theme chat opens soon",
    },
    "communities.meetup_changed": {
        "fi": "Tapaaminen on muuttunut",
        "sv": "En träff har ändrats",
        "en": "A meet-up has changed",
    },
    "communities.meetup_offer": {
        "fi": "Sinulle on paikka",
        "sv": "Det finns en plats för dig",
        "en": "There is a seat for you",
    },
    "communities.meetup_soon": {
        "fi": "Tapaaminen on tulossa",
        "sv": "En träff närmar sig",
        "en": "A meet-up is coming up",
    },
    "moderation.appeal_answered": {
        "fi": "Sinulle on vastaus portaalissa",
        "sv": "Det finns ett svar till dig på portalen",
        "en": "There is an answer for you on the portal",
    },
    "moderation.crisis": {
        "fi": "Portaali tarvitsee sinua nyt",
        "sv": "Portalen behöver dig nu",
        "en": "The portal needs you now",
    },
    "moderation.notice_answered": {
        "fi": "Ilmoitukseesi on vastattu",
        "sv": "Din anmälan har besvarats",
        "en": "Your notice has been answered",
    },
    "moderation.notice_received": {
        "fi": "Olemme saaneet ilmoituksesi",
        "sv": "Vi har fått din anmälan",
        "en": "We have received your notice",
    },
    "moderation.statement": {
        "fi": "Sinulle on viesti portaalissa",
        "sv": "Det finns ett meddelande till dig på portalen",
        "en": "There is a message for you on the portal",
    },
    "moderation.unmasked": {
        "fi": "Sinulle on viesti portaalissa",
        "sv": "Det finns ett meddelande till dig på portalen",
        "en": "There is a message for you on the portal",
    },
    "moderation.unmasking_asked": {
        "fi": "Sinulle on viesti portaalissa",
        "sv": "Det finns ett meddelande till dig på portalen",
        "en": "There is a message for you on the portal",
    },
    "moderation.urgent": {
        "fi": "Jokin odottaa sinua portaalissa",
        "sv": "Något väntar på dig på portalen",
        "en": "Something waits for you on the portal",
    },
    "communities.proposal_answered": {
        "fi": "Ehdotukseesi on vastattu",
        "sv": "Ditt förslag har besvarats",
        "en": "Your proposal has been answered",
    },
    "communities.request_answered": {
        "fi": "Pyyntöösi on vastattu",
        "sv": "Din förfrågan har besvarats",
        "en": "Your request has been answered",
    },
    "institutions.invitation": {
        "fi": "Sinulle on kutsu",
        "sv": "Du har en inbjudan",
        "en": "You have an invitation",
    },
    "institutions.welcome": {
        "fi": "Tervetuloa portaaliin",
        "sv": "Välkommen till portalen",
        "en": "Welcome to the portal",
    },
    "skills.feedback_came": {
        "fi": "Sinulle on vastaus portaalissa",
        "sv": "Det finns ett svar till dig på portalen",
        "en": "There is an answer for you on the portal",
    },
    "skills.go_on": {
        "fi": "Sinulle on viesti portaalissa",
        "sv": "Det finns ett meddelande till dig på portalen",
        "en": "There is a message for you on the portal",
    },
    "skills.planned_now": {
        "fi": "Sinulle on viesti portaalissa",
        "sv": "Det finns ett meddelande till dig på portalen",
        "en": "There is a message for you on the portal",
    },
    LETTER: {"fi": "Uutta sinulle", "sv": "Nytt för dig", "en": "What is new for you"},
}


def things(people):
    """Something that each kind of ours can be about, and whom it is for."""
    ours = [kind for kind in kinds() if type(kind).__module__.startswith(tuple(ROOTS))]
    apps = sorted({kind.name.partition(".")[0] for kind in ours})
    rows = [import_module(f"tests.{app}.notices").rows(people) for app in apps]
    found = {name: row for of_app in rows for name, row in of_app.items()}
    assert sorted(found) == sorted(kind.name for kind in ours)
    return found


def letters_of(deliveries):
    """The letters of these deliveries, each of which must have one."""
    parcels = write(deliveries)
    assert [parcel.reason for parcel in parcels] == [""] * len(parcels)
    return [parcel.letter for parcel in parcels]


def letter_of_the_day(user):
    """The one that is due now, with the digest."""
    actions.settle_in()
    Wishes.objects.filter(recipient=user).update(digest_at=timezone.now())
    actions.plan_letters()
    [letter] = letters_of(list(Delivery.objects.filter(kind=LETTER, recipient=user).select_related("recipient")))
    return letter


def all_of(letter):
    [html] = [body for body, kind in letter.alternatives if kind == "text/html"]
    return f"{letter.subject} {letter.body} {html}"


@pytest.mark.parametrize("language", CODES)
def test_every_subject_is_what_it_was_and_every_mail_is_small(people, language):
    found = {}
    for name, (target, recipient) in things(people).items():
        [kind] = [kind for kind in kinds() if kind.name == name]
        if not mails_on_its_own(kind):
            continue
        if recipient is None:
            type(target).objects.filter(pk=target.pk).update(language=language)
        else:
            recipient.language = language
        delivery = Delivery(key=name, kind=name, recipient=recipient, target_id=target.public_id)
        [letter] = letters_of([delivery])
        found[name] = letter.subject
        assert letter.extra_headers["Content-Language"] == language
        assert len(letter.message().as_bytes()) < MOST_BYTES
    people.student.language = language
    people.student.save()
    busy_life(people)
    letter = letter_of_the_day(people.student)
    assert len(letter.message().as_bytes()) < MOST_BYTES
    assert {**found, LETTER: letter.subject} == {name: said[language] for name, said in SUBJECTS.items()}


def test_every_mail_is_what_its_templates_render_word_for_word(people):
    """Patterns are filled with words: a template that did more with a word than print it would show here."""
    for name, (target, recipient) in things(people).items():
        [kind] = [kind for kind in kinds() if kind.name == name]
        if mails_on_its_own(kind):
            ends = {"portal": "https://p.example", "why": kind.required, "wishes": "/me/", "leave": ""}
            facts = {**kind.facts(target, recipient), **ends}
            expected, filled = rendered(kind.folder, facts), written(kind.folder, facts)
            assert (filled.subject, filled.text) == (expected.subject, expected.text)
            assert unescape(filled.html) == unescape(expected.html)


def busy_life(people):
    """Everything the student can be told of, with a canary in all that somebody wrote and in addresses of groups."""
    texts = {
        f"{name}_{code}": f"{CANARY} {name}"
        for name in ("summary", "description", "rules")
        for code in ("fi", "sv", "en")
    }
    title = {f"title_{code}": f"{CANARY} {code}" for code in ("fi", "sv", "en")}
    title["slug"] = f"{CANARY.lower()}-uni"
    sleep = GroupFactory(owner=people.diak, **texts, **title, form=Form.SUPPORT)
    coffee = GroupFactory(owner=people.diak, **texts, title_fi="Aamukahvit", form=Form.INTEREST)
    title["slug"] = f"{CANARY.lower()}-pyynto"
    asked = GroupFactory(owner=people.diak, **texts, **title, form=Form.SUPPORT, join_policy=JoinPolicy.REQUEST)
    for number, group in enumerate((sleep, coffee)):
        me = groups.join_group(people.student, group=group, pseudonym=f"{CANARY} kuusi {number}", as_host=True)
        peer = groups.join_group(people.peer, group=group, pseudonym=f"{CANARY} lampi {number}")
        thread = groups.start_thread(me, title=f"{CANARY} aihe", body=f"{CANARY} alku")
        groups.publish_post(peer, thread=thread, body=f"{CANARY} vastaus")
        groups.publish_post(peer, thread=thread, body=f"{CANARY} @{CANARY} kuusi {number}")
        groups.ask_to_join(people.stranger, group=group, pseudonym=f"{CANARY} tuuli {number}", note=f"{CANARY} pyyntö")
    request = groups.ask_to_join(people.student, group=asked, pseudonym=f"{CANARY} kivi", note=f"{CANARY} pyyntö")
    groups.decline_request(people.moderator, member=request, reason=f"{CANARY} syy")
    groups.accept_request(people.moderator, member=request)
    title["slug"] = f"{CANARY.lower()}-ehdotus"
    proposal = GroupFactory(owner=people.diak, **texts, **title, state="proposed", proposed_by=people.student)
    groups.decline_proposal(people.moderator, group=proposal, reason=f"{CANARY} syy")
    places.grant_membership(None, user=people.student, institution=people.kamk, role="student")


def test_no_mail_holds_a_word_that_somebody_wrote_nor_the_name_of_a_support_group(people):
    busy_life(people)
    own = Delivery.objects.exclude(kind=LETTER).filter(recipient=people.student).select_related("recipient")
    own = [delivery for delivery in own if delivery.kind in SUBJECTS]
    assert {delivery.kind for delivery in own} == {"communities.request_answered", "communities.proposal_answered"}
    letter = letter_of_the_day(people.student)
    mails = [*letters_of(own), letter]
    assert [mail.subject for mail in mails if CANARY.lower() in all_of(mail).lower()] == []
    assert all(mail.body.count("Aamukahvit") == (4 if mail is letter else 0) for mail in mails)


def test_the_letter_of_the_day_reads_as_somebody_would_say_it(people):
    people.student.language = "en"
    people.student.save()
    busy_life(people)
    text = letter_of_the_day(people.student).body
    said = [line for line in text.splitlines() if line and not line.lstrip().startswith("http")]
    assert said == [
        "- One person asks to join the group Aamukahvit.",
        "- Somebody calls you by your pseudonym in the group Aamukahvit.",
        "- A new reply in a conversation you follow in the group Aamukahvit.",
        "- One person asks to join a group you look after.",
        "- Somebody calls you by your pseudonym in one of your groups.",
        "- A new reply in a conversation you follow in one of your groups.",
        "New in your groups",
        "- Aamukahvit: 2 new replies",
        "- Your other groups: 1 new reply",
        "--",
        "Student Wellbeing Portal",
        "Choose what you hear about and when:",
        "No more of these e-mails:",
    ]
