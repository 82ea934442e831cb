"""Addresses of what the portal keeps."""

from django.urls import path

from wellbeing_portal.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.notice, name="notice"),
    path("me/privacy/", views.mine, name="mine"),
    path("me/privacy/copy/", views.copy_take, name="copy_take"),
]
