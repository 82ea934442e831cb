"""The roof: every address of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("wellbeing_portal.front.urls")),
    path("accounts/", include("allauth.urls")),
]
