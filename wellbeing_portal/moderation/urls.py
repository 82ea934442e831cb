"""Addresses of moderation."""

from django.urls import path

from wellbeing_portal.moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("items/<uuid:public_id>/", views.item_page, name="item_page"),
    path("items/<uuid:public_id>/take/", views.item_take, name="item_take"),
    path("items/<uuid:public_id>/release/", views.item_release, name="item_release"),
    path("items/<uuid:public_id>/decide/", views.item_decide, name="item_decide"),
    path("items/<uuid:public_id>/ask/", views.opinion_ask, name="opinion_ask"),
    path("items/<uuid:public_id>/opinion/", views.opinion_give, name="opinion_give"),
    path("items/<uuid:public_id>/unmask/", views.unmasking_ask, name="unmasking_ask"),
    path("unmaskings/", views.unmasking_list, name="unmasking_list"),
    path("unmaskings/<uuid:public_id>/", views.unmasking_page, name="unmasking_page"),
    path("unmaskings/<uuid:public_id>/answer/", views.unmasking_answer, name="unmasking_answer"),
    path("unmaskings/<uuid:public_id>/show/", views.unmasking_show, name="unmasking_show"),
    path("unmaskings/<uuid:public_id>/hold/", views.unmasking_hold, name="unmasking_hold"),
    path("unmaskings/<uuid:public_id>/told/", views.unmasking_told, name="unmasking_told"),
    path("appeals/", views.appeal_list, name="appeal_list"),
    path("appeals/<uuid:public_id>/", views.appeal_page, name="appeal_page"),
    path("duty/", views.duty, name="duty"),
    path("duty/contacts/", views.contact_add, name="contact_add"),
    path("duty/contacts/<uuid:public_id>/", views.contact_change, name="contact_change"),
    path("duty/hours/", views.hours_set, name="hours_set"),
    path("shift/", views.shift, name="shift"),
    path("notice/<str:kind>/<uuid:public_id>/", views.notice, name="notice"),
    path("notices/<uuid:public_id>/", views.notice_receipt, name="notice_receipt"),
    path("transparency/", views.transparency, name="transparency"),
    path("transparency/<int:year>.csv", views.transparency_csv, name="transparency_csv"),
    path("report/<str:kind>/<uuid:public_id>/", views.report, name="report"),
    path("receipts/<uuid:public_id>/", views.receipt, name="receipt"),
    path("mine/", views.my_cases, name="my_cases"),
    path("statements/<uuid:public_id>/", views.statement, name="statement"),
    path("statements/<uuid:public_id>/text/", views.statement_text, name="statement_text"),
]
