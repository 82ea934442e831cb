"""Kinds of message and a section of the digest that only tests declare, about a peer group."""

from communities.models import Group
from wellbeing_portal.kernel import voice
from wellbeing_portal.kernel.voice import Category, Kind, Section, Urgency


class Trial(Kind):
    name = "trial.calm"
    category = Category.GROUPS
    label = "Trial"
    model = Group
    folder = "notices/trial"

    def still_wanted(self, target, recipient):
        return target.city != "Gone"

    def facts(self, target, recipient):
        return {"link": f"/communities/{target.slug}/", "slug": target.slug}

    def mute_key(self, target):
        return f"group:{target.public_id}"


class Bundle(Trial):
    name = "trial.bundle"
    bundles = True


class Soon(Trial):
    name = "trial.soon"
    urgency = Urgency.SOON


class Required(Trial):
    name = "trial.required"
    urgency = Urgency.NOW
    required = "It keeps your account safe."


class Quiet(Trial):
    name = "trial.quiet"
    mail = False

    def mute_key(self, target):
        return ""


class Addressed(Trial):
    """To somebody who may have no account; what became of the letter is told to the kind."""

    name = "trial.addressed"
    urgency = Urgency.NOW
    required = "Somebody asked you in."
    inbox = False
    for_addresses = True
    told: list = []

    def targets(self, recipient, ids):
        return {row.public_id: row for row in Group.objects.unscoped("a trial").filter(public_id__in=ids)}

    def address(self, target):
        return "guest@elsewhere.example", "sv"

    def handed_over(self, target_id, at):
        self.told.append(("handed over", target_id))

    def gave_up(self, target_id, at):
        self.told.append(("gave up", target_id))


class Part(Section):
    """Tells those whom the test names; asks the database for nothing."""

    name = "trial.part"
    order = 5
    folder = "notices/trial"
    news: dict = {}
    asked: list = []

    def gather(self, readers):
        self.asked.append([(reader.user.pk, reader.since) for reader in readers])
        return {reader.user.pk: self.news[reader.user.pk] for reader in readers if reader.user.pk in self.news}

    def facts(self, gathered):
        return {"count": gathered}


class Filler(Part):
    name = "trial.filler"
    order = 1
    is_news = False


KINDS = (Trial, Bundle, Soon, Required, Quiet, Addressed)


def declare(monkeypatch):
    """Only these kinds and sections for the length of a test."""
    monkeypatch.setattr(voice, "_kinds", {})
    monkeypatch.setattr(voice, "_sections", {})
    for declared in KINDS:
        monkeypatch.setattr(declared, "told", [], raising=False)
        voice.kind(declared)
    for declared in (Part, Filler):
        monkeypatch.setattr(declared, "news", {})
        monkeypatch.setattr(declared, "asked", [])
        voice.section(declared)
