"""Pages of those who write courses, and the files of courses."""

from wellbeing_portal.learning.views.courses import course_archive, course_edit, course_list, course_page
from wellbeing_portal.learning.views.diffs import draft_diff, version_diff
from wellbeing_portal.learning.views.gallery import draft_file, media_delete, media_edit, media_list
from wellbeing_portal.learning.views.looks import draft_look, lesson_look
from wellbeing_portal.learning.views.media import media_file
from wellbeing_portal.learning.views.packages import course_import, course_new, draft_export, version_export
from wellbeing_portal.learning.views.parts import (
    draft_change,
    draft_settings,
    lesson_edit,
    lesson_new,
    module_edit,
    module_new,
)
from wellbeing_portal.learning.views.publishing import draft_discard, draft_publish, draft_restore
from wellbeing_portal.learning.views.questions import question_edit, question_list, question_new
from wellbeing_portal.learning.views.texts import draft_page, lesson_text

__all__ = [
    "course_archive",
    "course_edit",
    "course_import",
    "course_list",
    "course_new",
    "course_page",
    "draft_change",
    "draft_diff",
    "draft_discard",
    "draft_export",
    "draft_file",
    "draft_look",
    "draft_page",
    "draft_publish",
    "draft_restore",
    "draft_settings",
    "lesson_edit",
    "lesson_look",
    "lesson_new",
    "lesson_text",
    "media_delete",
    "media_edit",
    "media_file",
    "media_list",
    "module_edit",
    "module_new",
    "question_edit",
    "question_list",
    "question_new",
    "version_diff",
    "version_export",
]
