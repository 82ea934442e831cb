"""Addresses of peer groups."""

from django.urls import path

from communities import views

app_name = "communities"
urlpatterns = [
    path("", views.group_list, name="group_list"),
    path("threads/<uuid:public_id>/", views.thread_page, name="thread_page"),
    path("<slug:slug>/", views.group_page, name="group_page"),
    path("<slug:slug>/join/", views.group_join, name="group_join"),
    path("<slug:slug>/leave/", views.group_leave, name="group_leave"),
    path("<slug:slug>/write/", views.thread_new, name="thread_new"),
]
