"""Pages and documents of badges."""

from wellbeing_portal.credentials.views.awards import (
    award_json,
    award_jwt,
    award_page,
    shared_json,
    shared_jwt,
    shared_page,
)
from wellbeing_portal.credentials.views.holding import (
    badge_json,
    badge_jwt,
    badge_link,
    badge_pdf,
    badge_png,
    badge_show,
    badge_svg,
    my_badge,
    my_badges,
)
from wellbeing_portal.credentials.views.published import (
    achievement_page,
    achievement_png,
    achievement_svg,
    did_document,
    issuer_page,
    key_set,
    status_list,
)

__all__ = [
    "achievement_page",
    "achievement_png",
    "achievement_svg",
    "award_json",
    "award_jwt",
    "award_page",
    "badge_json",
    "badge_jwt",
    "badge_link",
    "badge_pdf",
    "badge_png",
    "badge_show",
    "badge_svg",
    "did_document",
    "issuer_page",
    "key_set",
    "my_badge",
    "my_badges",
    "shared_json",
    "shared_jwt",
    "shared_page",
    "status_list",
]
