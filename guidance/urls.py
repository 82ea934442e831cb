"""Addresses of guidance."""

from django.urls import path

from guidance import views

app_name = "guidance"
urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
]
