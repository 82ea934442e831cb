"""Where the invented student is in a course, when the courses have been loaded."""

from skills.actions import finish_lesson, keep_reflection, start_course
from wellbeing_portal.accounts.models import User
from wellbeing_portal.learning.models import Course, Enrolment

TEXT = "Aamuisin jaksan lukea kirjastossa, iltaisin en. Kaksi kurssia kerralla on minulle tarpeeksi."


def load() -> None:
    """Aino has read the first two lessons, and written under one. Twice changes nothing."""
    courses = Course.objects.unscoped("demo people read the courses of the portal").select_related("owner", "current")
    course = courses.filter(slug="study-rhythm", current__isnull=False).first()
    aino = User.objects.get(email="student@diak.example")
    if course is None or Enrolment.objects.visible_to(aino).filter(course=course).exists():
        return
    first = start_course(aino, course=course, language="fi")
    keep_reflection(aino, course=course, lesson=first, key="week-seen", body=TEXT, language="fi")
    second = finish_lesson(aino, course=course, lesson=first, language="fi")
    if second is not None:
        finish_lesson(aino, course=course, lesson=second, language="fi")
