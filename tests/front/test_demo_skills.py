"""The invented student is in a course of ours, and stays there."""

import pytest
from django.core.management import call_command

from wellbeing_portal.accounts.models import User
from wellbeing_portal.front.demo_skills import load
from wellbeing_portal.learning.models import Enrolment, LessonCompletion, ReflectionEntry

pytestmark = pytest.mark.django_db


def test_the_student_has_read_two_lessons_once(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("load_courses", "skills/content/study-rhythm", verbosity=0)
    call_command("demo", verbosity=0)
    aino = User.objects.get(email="student@diak.example")
    load()
    assert Enrolment.objects.visible_to(aino).get().last_lesson == "remember-longer"
    assert LessonCompletion.objects.visible_to(aino).filter(completed_at__isnull=False).count() == 2
    assert ReflectionEntry.objects.visible_to(aino).count() == 1


def test_without_courses_there_is_nothing_to_be_in():
    aino = User.objects.create_user("student@diak.example", "demo-portal-2026")
    load()
    assert not Enrolment.objects.visible_to(aino).exists()
