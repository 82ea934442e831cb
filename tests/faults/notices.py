"""Two kinds about nothing: one that is mailed at once, and one that waits for the letter of the day."""

from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind


class About:
    """Everybody may see it, and it needs no table."""

    def __init__(self, public_id):
        self.public_id = public_id


class Nothing(Kind):
    category = Category.ACCOUNT
    label = "A test"

    def targets(self, recipient, ids):
        return {public_id: About(public_id) for public_id in ids}

    def facts(self, target, recipient):
        return {"link": "/"}


@kind
class Ping(Nothing):
    name = "faults.ping"
    urgency = Urgency.NOW


@kind
class Pong(Nothing):
    name = "faults.pong"
