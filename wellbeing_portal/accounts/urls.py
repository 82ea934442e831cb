"""Addresses of one's own page."""

from django.urls import path

from wellbeing_portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("profile/", views.profile, name="profile"),
    path("sessions/end/", views.session_end, name="session_end"),
]
