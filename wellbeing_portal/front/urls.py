"""Addresses of the front door."""

from django.urls import path

from wellbeing_portal.front import demo_door, health, views

app_name = "front"
urlpatterns = [
    path("", views.front_or_home, name="home"),
    path("theme/", views.theme_choose, name="theme_choose"),
    path("ui/", views.components, name="components"),
    path("demo/sign-in/", demo_door.demo_sign_in, name="demo_sign_in"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/worker", health.worker, name="health_worker"),
]
