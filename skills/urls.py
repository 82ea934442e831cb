"""Addresses of courses for students."""

from django.urls import path

from skills import views

app_name = "skills"
urlpatterns = [
    path("", views.course_list, name="course_list"),
    path("checks/", views.check_list, name="check_list"),
    path("checks/<slug:slug>/", views.check_page, name="check_page"),
    path("checks/<slug:slug>/keep/", views.check_keep, name="check_keep"),
    path("me/checks/", views.own_checks, name="own_checks"),
    path("me/checks/delete/", views.own_checks_delete, name="own_checks_delete"),
    path("me/checks/changed/<slug:slug>/", views.check_change, name="check_change"),
    path("me/checks/<uuid:public_id>/delete/", views.own_check_delete, name="own_check_delete"),
    path("me/", views.my_courses, name="my_courses"),
    path("me/texts/", views.my_texts, name="my_texts"),
    path("me/texts/<uuid:public_id>/delete/", views.text_delete, name="text_delete"),
    path("me/texts/<uuid:public_id>/share/", views.text_share, name="text_share"),
    path("me/shared/", views.shared_list, name="shared_list"),
    path("me/shared/<uuid:public_id>/", views.shared_page, name="shared_page"),
    path("me/shared/<uuid:public_id>/withdraw/", views.shared_withdraw, name="shared_withdraw"),
    path("feedback/", views.feedback_list, name="feedback_list"),
    path("feedback/<uuid:public_id>/", views.feedback_page, name="feedback_page"),
    path("feedback/<uuid:public_id>/return/", views.feedback_return, name="feedback_return"),
    path("supporters/", views.supporter_list, name="supporter_list"),
    path("supporters/<uuid:public_id>/agree/", views.supporter_agree, name="supporter_agree"),
    path("supporters/<uuid:public_id>/end/", views.supporter_end, name="supporter_end"),
    path("me/nudges/", views.nudge_choose, name="nudge_choose"),
    path("me/plan/", views.plan_page, name="plan_page"),
    path("me/plan/new/", views.plan_new, name="plan_new"),
    path("me/plan/pause/", views.plan_pause_all, name="plan_pause_all"),
    path("me/plan/<uuid:public_id>/", views.plan_edit, name="plan_edit"),
    path("me/plan/<uuid:public_id>/pause/", views.plan_pause, name="plan_pause"),
    path("me/plan/<uuid:public_id>/delete/", views.plan_delete, name="plan_delete"),
    path("<slug:slug>/", views.course_page, name="course_page"),
    path("<slug:slug>/print/", views.course_print, name="course_print"),
    path("<slug:slug>/start/", views.course_start, name="course_start"),
    path("<slug:slug>/newest/", views.course_newest, name="course_newest"),
    path("<slug:slug>/lessons/<slug:key>/", views.lesson_page, name="lesson_page"),
    path("<slug:slug>/lessons/<slug:key>/opened/", views.lesson_opened, name="lesson_opened"),
    path("<slug:slug>/lessons/<slug:key>/done/", views.lesson_done, name="lesson_done"),
    path("<slug:slug>/lessons/<slug:key>/undone/", views.lesson_undone, name="lesson_undone"),
    path("<slug:slug>/lessons/<slug:key>/questions/<slug:question>/", views.question_answer, name="question_answer"),
    path("<slug:slug>/lessons/<slug:key>/texts/<slug:text>/", views.text_keep, name="text_keep"),
]
