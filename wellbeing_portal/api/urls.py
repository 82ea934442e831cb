"""Addresses for programs. What is here stays as it is; another shape is another version."""

from django.urls import path

from skills.api import CourseDetail, CourseList, MyCourseList
from staff_training.api import MyTrainingList
from wellbeing_portal.api.schema import Schema

app_name = "api"
urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("courses/", CourseList.as_view(), name="course_list"),
    path("courses/<slug:slug>/", CourseDetail.as_view(), name="course_detail"),
    path("me/courses/", MyCourseList.as_view(), name="my_courses"),
    path("me/trainings/", MyTrainingList.as_view(), name="my_trainings"),
]
