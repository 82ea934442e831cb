"""The few services to name beside a text of somebody who may need them now."""

import datetime

from guidance.queries.cards import help_now
from wellbeing_portal.kernel.helping import Help, tells_open_help

MOST = 3


@tells_open_help
def open_services(language: str, moment: datetime.datetime) -> list[Help]:
    """112, and the first that are open at this minute; read from the copy on disk, as Help now is."""
    shown = help_now(language=language, moment=moment)
    return [
        Help(
            name=card["name"],
            name_language=card["name_language"],
            hours=next((line["text"] for line in card["lines"] if line["here"]), ""),
            phone=card["phone"],
            tel=card["tel"],
            url=card["url"],
        )
        for card in [*shown["emergency"], *shown["open_now"][:MOST]]
    ]
