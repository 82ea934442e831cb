"""What a version says: modules, lessons, questions. The right answers lie in a table of their own."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.models import Row
from wellbeing_portal.learning.enums import DoneRule, Feedback, QuestionType, Use
from wellbeing_portal.learning.models.courses import CourseVersion, OfCourseQuerySet, written_by
from wellbeing_portal.learning.models.frozen import Frozen, FrozenQuerySet


class Module(Frozen):
    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="modules")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField()

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="learning_module_key"),
            models.UniqueConstraint(fields=["version", "position"], name="learning_module_position"),
        ]

    def __str__(self) -> str:
        return self.key


class Lesson(Frozen):
    """Its ``key`` stays the same from version to version, and so does ``content_hash`` while nothing in it changes."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="lessons")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(help_text="In the course, from 1.")
    title = models.JSONField()
    summary = models.JSONField()
    minutes = models.PositiveSmallIntegerField()
    required = models.BooleanField(default=True)
    done = models.CharField(max_length=10, choices=DoneRule)
    content_hash = models.CharField(max_length=64)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="learning_lesson_key"),
            models.UniqueConstraint(fields=["version", "position"], name="learning_lesson_position"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="learning_lesson_minutes"),
        ]

    def __str__(self) -> str:
        return self.key


class OfLessonQuerySet(OfCourseQuerySet):
    course = "lesson__version__course"


class LessonText(Frozen):
    """The body in one language: a list of parts, each with its kind, its safe HTML and, for a reflection, its key."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    parts = models.JSONField()

    objects = OfLessonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "language"], name="learning_text_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.language}"


class KnowledgeCheck(Frozen):
    """How the check of a lesson is taken. Its questions are those of the lesson whose use is check."""

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="check_of")
    pass_mark = models.PositiveSmallIntegerField(default=80, help_text="Percent of the points, inclusive.")
    max_attempts = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    cooldown = models.PositiveSmallIntegerField(default=10, help_text="Minutes to wait, from the third try on.")
    pick = models.PositiveSmallIntegerField(null=True, blank=True, help_text="So many of the questions; empty: all.")
    shuffle = models.BooleanField(default=True)
    feedback = models.CharField(max_length=12, choices=Feedback, default=Feedback.PASSED)
    time_limit = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Minutes; empty: none.")
    partial = models.BooleanField(default=False, help_text="Part of the points for part of a multiple choice.")

    objects = OfLessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="learning_check_pass_mark"),
            models.CheckConstraint(
                condition=(Q(max_attempts=None) | Q(max_attempts__gte=1))
                & (Q(pick=None) | Q(pick__gte=1))
                & (Q(time_limit=None) | Q(time_limit__gte=1)),
                name="learning_check_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.lesson_id}"


class Question(Row, Frozen):
    """What is asked, and nothing of what is right: pages may be given all of it.

    ``choices`` are ``{key, text}`` to choose from or to put in order, or the left sides of pairs; ``matches`` their
    right sides. The keys of what is to be put in order or matched tell nothing.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=QuestionType)
    use = models.CharField(max_length=10, choices=Use)
    points = models.PositiveSmallIntegerField(default=1)
    text = models.JSONField()
    choices = models.JSONField(default=list)
    matches = models.JSONField(default=list)

    objects = OfLessonQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "key"], name="learning_question_key"),
            models.UniqueConstraint(fields=["lesson", "position"], name="learning_question_position"),
            models.CheckConstraint(condition=Q(points__gte=1), name="learning_question_points"),
        ]

    def __str__(self) -> str:
        return self.key


class AnswerKeyQuerySet(FrozenQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who keep the course. Learners get what is due from ``queries``, after their answer."""
        return self.filter(written_by(standing_of(user), "question__lesson__version__course__"))


class AnswerKey(Frozen):
    """What is right, and what is said about it. ``right`` has the shape that ``rules.scoring`` expects of the type."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer_key")
    right = models.JSONField()
    feedback = models.JSONField(default=dict, help_text="Keys of choices to texts.")
    explanation = models.JSONField(default=dict)

    objects = AnswerKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"key of {self.question_id}"
