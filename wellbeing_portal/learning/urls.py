"""Addresses of the files of courses. They hold the fingerprint of the file, so nothing behind one ever changes."""

from django.urls import path

from wellbeing_portal.learning import views

app_name = "learning"
urlpatterns = [
    path("media/<slug:slug>/<slug:sha256>.<slug:ending>", views.media_file, name="media_file"),
]
