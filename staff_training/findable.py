"""Courses for staff and their lessons can be found by those who see them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.finding import Findable, findable
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.queries.finding import course_texts, courses_to_find, lesson_texts, lessons_to_find

KIND = CourseKind.STAFF
findable(
    Findable(
        name="trainings",
        label=_("Trainings for staff"),
        rows=lambda user: courses_to_find(user, KIND),
        texts=lambda: course_texts(KIND, lambda slug: reverse("staff_training:course_page", args=[slug])),
    )
)
findable(
    Findable(
        name="trainings_lessons",
        label=_("Lessons for staff"),
        rows=lambda user: lessons_to_find(user, KIND),
        texts=lambda: lesson_texts(KIND, lambda slug, key: reverse("staff_training:lesson_page", args=[slug, key])),
    )
)
