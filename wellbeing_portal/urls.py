"""The roof: every address of the portal."""

from django.urls import include, path

from communities.urls import blocks

urlpatterns = [
    path("", include("wellbeing_portal.front.urls")),
    path("communities/", include("communities.urls")),
    path("skills/", include("skills.urls")),
    path("me/blocks/", include((blocks, "blocks"))),
    path("me/", include("wellbeing_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("moderation/", include("wellbeing_portal.moderation.urls")),
    path("notifications/", include("wellbeing_portal.notifications.urls")),
    path("training/", include("staff_training.urls")),
    path("api/v1/", include("wellbeing_portal.api.urls")),
    path("", include("wellbeing_portal.credentials.urls")),
    path("", include("wellbeing_portal.learning.urls")),
    path("", include("wellbeing_portal.institutions.urls")),
    path("", include("wellbeing_portal.privacy.urls")),
    path("", include("wellbeing_portal.search.urls")),
    path("", include("guidance.urls")),
]

handler400 = "wellbeing_portal.front.views.bad_request"
