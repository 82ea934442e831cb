"""Who may open which address of courses."""

from types import SimpleNamespace

from tests.factories.learning import document, media_item, showing
from tests.support.matrix import CANARY, Route, everyone
from tests.support.media import VTT, film, picture
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.validators import kept_file


def world(people):
    """A picture that a course of everybody's shows, and words of a film that an institution keeps for its staff."""
    ours, theirs, words = kept_file(picture()), kept_file(film()), kept_file(VTT + CANARY.encode())
    keep_files([ours, theirs, words])
    publish_course(None, document=showing(document("rhythm"), media_item("ours", ours)), change_note="")
    captions = dict.fromkeys(("fi", "sv", "en"), words.sha256)
    walled = showing(document("own", kind="staff"), media_item("theirs", theirs, captions=captions))
    publish_course(None, document=walled, change_note="", owner=people.diak, audience=Audience.OWN)
    return SimpleNamespace(ours=ours, words=words)


ROUTES = [
    Route(
        "learning:media_file",
        case="for everybody",
        at=lambda world: {"slug": "rhythm", "sha256": world.ours.sha256, "ending": "png"},
        public=True,
        get=everyone(200),
    ),
    Route(
        "learning:media_file",
        case="for staff of one institution",
        at=lambda world: {"slug": "own", "sha256": world.words.sha256, "ending": "vtt"},
        public=True,
        get="404 404 404 404 200 200 200 200 200 200",
    ),
]
