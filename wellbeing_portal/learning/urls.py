"""Addresses of those who write courses, and of the files of courses.

The address of a file holds its fingerprint, so nothing behind one ever changes.
"""

from django.urls import include, path

from wellbeing_portal.learning import views

app_name = "learning"
drafts = [
    path("", views.draft_page, name="draft_page"),
    path("settings/", views.draft_settings, name="draft_settings"),
    path("change/", views.draft_change, name="draft_change"),
    path("look/", views.draft_look, name="draft_look"),
    path("look/<slug:key>/", views.lesson_look, name="lesson_look"),
    path("differences/", views.draft_diff, name="draft_diff"),
    path("export/", views.draft_export, name="draft_export"),
    path("media/", views.media_list, name="media_list"),
    path("media/<slug:key>/", views.media_edit, name="media_edit"),
    path("media/<slug:key>/delete/", views.media_delete, name="media_delete"),
    path("files/<slug:sha256>.<slug:ending>", views.draft_file, name="draft_file"),
    path("publish/", views.draft_publish, name="draft_publish"),
    path("discard/", views.draft_discard, name="draft_discard"),
    path("restore/", views.draft_restore, name="draft_restore"),
    path("module/", views.module_new, name="module_new"),
    path("modules/<slug:key>/", views.module_edit, name="module_edit"),
    path("modules/<slug:key>/lesson/", views.lesson_new, name="lesson_new"),
    path("lessons/<slug:key>/", views.lesson_edit, name="lesson_edit"),
    path("lessons/<slug:key>/text/", views.lesson_text, name="lesson_text"),
    path("lessons/<slug:key>/questions/", views.question_list, name="question_list"),
    path("lessons/<slug:key>/question/", views.question_new, name="question_new"),
    path("questions/<slug:key>/", views.question_edit, name="question_edit"),
]
courses = [
    path("", views.course_page, name="course_page"),
    path("edit/", views.course_edit, name="course_edit"),
    path("archive/", views.course_archive, name="course_archive"),
    path("export/", views.version_export, name="version_export"),
    path("differences/", views.version_diff, name="version_diff"),
]
authoring = [
    path("", views.course_list, name="course_list"),
    path("new/", views.course_new, name="course_new"),
    path("import/", views.course_import, name="course_import"),
    path("courses/<slug:slug>/", include(courses)),
    path("drafts/<uuid:public_id>/", include(drafts)),
]
urlpatterns = [
    path("media/<slug:slug>/<slug:sha256>.<slug:ending>", views.media_file, name="media_file"),
    path("authoring/", include(authoring)),
]
