"""What is kept of what people do in courses."""

from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.keeping import OTHERS, UNTIL_YOU_REMOVE_IT, WITH_THE_ACCOUNT, Rows, chapter, holds_nobody
from wellbeing_portal.learning.models import (
    AnswerKey,
    Attempt,
    AttemptAnswer,
    CompletionRecord,
    Course,
    CourseVersion,
    Deviation,
    Draft,
    Enrolment,
    KnowledgeCheck,
    Lesson,
    LessonCompletion,
    LessonText,
    Manuscript,
    MediaAsset,
    MediaCaptions,
    MediaFile,
    Module,
    Question,
    ReflectionEntry,
    SelfAssessmentResponse,
)

courses = chapter("learning", _("Your courses"))
courses.keeps(
    Rows(
        Enrolment,
        personal=("user", "course", "language", "last_lesson", "begun_at", "seen_at"),
        owner="user",
        shows=("course__slug", "version__number", "cycle", "language", "last_lesson", "begun_at", "seen_at"),
    ),
    Rows(
        LessonCompletion,
        personal=("enrolment", "lesson_key", "opened_at", "completed_at", "how"),
        owner="enrolment__user",
        shows=("enrolment__course__slug", "lesson_key", "opened_at", "completed_at", "how"),
    ),
    what=_("Which courses you have begun, and how far you are"),
    why=_("So that you can go on where you were."),
    kept=WITH_THE_ACCOUNT,
)
courses.keeps(
    Rows(
        Attempt,
        personal=("enrolment", "sheet", "state", "begun_at", "ended_at", "points", "passed"),
        owner="enrolment__user",
        shows=("enrolment__course__slug", "number", "state", "begun_at", "ended_at", "points", "max_points", "passed"),
    ),
    Rows(
        AttemptAnswer,
        personal=("attempt", "answer", "points"),
        owner="attempt__enrolment__user",
        shows=("attempt__enrolment__course__slug", "attempt__number", "question__key", "answer", "points"),
    ),
    what=_("Your answers in checks, and how they went"),
    why=_("So that a course can tell you what you know, and whether you have completed it."),
    kept=WITH_THE_ACCOUNT,
)
courses.keeps(
    Rows(
        CompletionRecord,
        personal=("user", "granter", "voided_by", "completed_at", "score", "reason", "voided_why"),
        owner="user",
        shows=(
            "course__slug",
            "cycle",
            "completed_at",
            "valid_until",
            "score",
            "language",
            "institution__slug",
            "is_manual",
            "reason",
            "voided_at",
            "voided_why",
        ),
    ),
    Rows(
        Deviation,
        personal=("user", "by", "extra_days", "extra_attempts", "extra_time", "reason"),
        owner="user",
        shows=("course__slug", "lesson_key", "extra_days", "extra_attempts", "extra_time", "reason", "made_at"),
    ),
    what=_("What you have completed, and more time or tries that you were given"),
    why=_("So that a completion can be shown to be true, also after the course has changed."),
    kept=WITH_THE_ACCOUNT,
)
courses.keeps(
    Rows(
        ReflectionEntry,
        personal=("user", "course", "lesson_key", "body"),
        owner="user",
        shows=("course__slug", "lesson_key", "key", "body", "updated_at"),
    ),
    Rows(
        SelfAssessmentResponse,
        personal=("user", "instrument", "answers", "made_at"),
        owner="user",
        shows=("instrument", "edition", "answers", "made_at"),
    ),
    what=_("What you wrote for yourself, and answers to self-checks that you asked us to keep"),
    why=_("Only for you: nobody else can open them, and they lie encrypted."),
    kept=UNTIL_YOU_REMOVE_IT,
)
courses.keeps(
    Rows(CourseVersion, personal=("published_by",), withheld=OTHERS),
    Rows(Draft, personal=("updated_by",), withheld=OTHERS),
    what=_("Who published a version of a course, and who changed a draft last"),
    why=_("So that somebody answers for what a course says."),
    kept=_("As long as the course is kept; a draft for 30 days after it was published or put aside."),
)
holds_nobody(
    AnswerKey,
    Course,
    KnowledgeCheck,
    Lesson,
    LessonText,
    Manuscript,
    MediaAsset,
    MediaCaptions,
    MediaFile,
    Module,
    Question,
)
