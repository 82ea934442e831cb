"""Addresses of the room of staff."""

from django.urls import path

from staff_training import views

app_name = "staff_training"
urlpatterns = [
    path("", views.training_list, name="training_list"),
    path("asked/", views.requirement_list, name="requirement_list"),
    path("asked/new/", views.requirement_new, name="requirement_new"),
    path("asked/<uuid:public_id>/", views.requirement_page, name="requirement_page"),
    path("asked/<uuid:public_id>/table.csv", views.requirement_csv, name="requirement_csv"),
    path("asked/<uuid:public_id>/table.xlsx", views.requirement_xlsx, name="requirement_xlsx"),
    path("asked/<uuid:public_id>/change/", views.requirement_edit, name="requirement_edit"),
    path("asked/<uuid:public_id>/begin/", views.requirement_begin, name="requirement_begin"),
    path("asked/<uuid:public_id>/end/", views.requirement_end, name="requirement_end"),
    path("asked/people/", views.colleague_list, name="colleague_list"),
    path("asked/people/<uuid:public_id>/record/", views.colleague_record, name="colleague_record"),
    path("asked/person/<uuid:public_id>/", views.person_page, name="person_page"),
    path("asked/person/<uuid:public_id>/exempt/", views.person_exempt, name="person_exempt"),
    path("asked/person/<uuid:public_id>/exempt/end/", views.person_exemption_end, name="person_exemption_end"),
    path("asked/person/<uuid:public_id>/take-back/", views.person_take_back, name="person_take_back"),
    path("tries/<uuid:public_id>/", views.attempt_page, name="attempt_page"),
    path("<slug:slug>/", views.course_page, name="course_page"),
    path("<slug:slug>/print/", views.course_print, name="course_print"),
    path("<slug:slug>/begin/", views.course_begin, name="course_begin"),
    path("<slug:slug>/lessons/<slug:key>/", views.lesson_page, name="lesson_page"),
    path("<slug:slug>/lessons/<slug:key>/done/", views.lesson_done, name="lesson_done"),
    path("<slug:slug>/lessons/<slug:key>/check/", views.check_page, name="check_page"),
    path("<slug:slug>/lessons/<slug:key>/practice/<slug:question>/", views.practice_answer, name="practice_answer"),
    path("<slug:slug>/lessons/<slug:key>/texts/<slug:text>/", views.text_keep, name="text_keep"),
]
