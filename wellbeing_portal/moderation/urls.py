"""Addresses of moderation."""

from django.urls import path

from wellbeing_portal.moderation import views

app_name = "moderation"
urlpatterns = [
    path("report/<str:kind>/<uuid:public_id>/", views.report, name="report"),
    path("receipts/<uuid:public_id>/", views.receipt, name="receipt"),
]
