"""Courses for students and their lessons can be found by those who see them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.finding import Findable, findable
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.queries.finding import course_texts, courses_to_find, lesson_texts, lessons_to_find

KIND = CourseKind.STUDENT
findable(
    Findable(
        name="courses",
        label=_("Courses"),
        rows=lambda user: courses_to_find(user, KIND),
        texts=lambda: course_texts(KIND, lambda slug: reverse("skills:course_page", args=[slug])),
    )
)
findable(
    Findable(
        name="courses_lessons",
        label=_("Lessons"),
        rows=lambda user: lessons_to_find(user, KIND),
        texts=lambda: lesson_texts(KIND, lambda slug, key: reverse("skills:lesson_page", args=[slug, key])),
    )
)
