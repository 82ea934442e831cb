"""Addresses of the front door."""

from django.urls import path

from wellbeing_portal.front import views

app_name = "front"
urlpatterns = [path("", views.front_or_home, name="home")]
