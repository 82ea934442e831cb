"""Addresses of notices, of what people choose to hear, and of the operator's look at the mails."""

from django.urls import path

from wellbeing_portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.all_read, name="all_read"),
    path("<uuid:public_id>/open/", views.notice_open, name="notice_open"),
    path("wishes/", views.wishes, name="wishes"),
    path("pause/", views.pause, name="pause"),
    path("mute/", views.mute, name="mute"),
    path("again/", views.ask_again, name="ask_again"),
    path("operations/", views.operations, name="operations"),
    path("leave/<str:token>/", views.leave, name="leave"),
]
