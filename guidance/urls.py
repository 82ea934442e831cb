"""Addresses of guidance."""

from django.urls import include, path

from guidance import views

app_name = "guidance"
help_now = [
    path("", views.help_now, name="help_now"),
    path("sw.js", views.help_worker, name="help_worker"),
]
urlpatterns = [
    path("help-now/", include(help_now)),
    path("guidance/", views.directory, name="directory"),
]
