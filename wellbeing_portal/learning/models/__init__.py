"""Courses and their versions, progress, and what is the person's own."""

from wellbeing_portal.learning.models.content import (
    AnswerKey,
    KnowledgeCheck,
    Lesson,
    LessonText,
    Module,
    Question,
)
from wellbeing_portal.learning.models.courses import (
    STAFF_ROLES,
    Course,
    CourseVersion,
    Enrolment,
    Manuscript,
    of_my_people,
)
from wellbeing_portal.learning.models.drafts import Draft
from wellbeing_portal.learning.models.media import MediaAsset, MediaCaptions, MediaFile
from wellbeing_portal.learning.models.private import ReflectionEntry, SelfAssessmentResponse
from wellbeing_portal.learning.models.progress import (
    Attempt,
    AttemptAnswer,
    CompletionRecord,
    Deviation,
    LessonCompletion,
    OwnQuerySet,
)

__all__ = [
    "STAFF_ROLES",
    "AnswerKey",
    "Attempt",
    "AttemptAnswer",
    "CompletionRecord",
    "Course",
    "CourseVersion",
    "Deviation",
    "Draft",
    "Enrolment",
    "KnowledgeCheck",
    "Lesson",
    "LessonCompletion",
    "LessonText",
    "Manuscript",
    "MediaAsset",
    "MediaCaptions",
    "MediaFile",
    "Module",
    "OwnQuerySet",
    "Question",
    "ReflectionEntry",
    "SelfAssessmentResponse",
    "of_my_people",
]
