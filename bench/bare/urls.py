"""A greeting and a thread."""

from django.urls import path

from bench.bare import views

urlpatterns = [path("hello/", views.hello), path("communities/threads/<uuid:public_id>/", views.thread_page)]
