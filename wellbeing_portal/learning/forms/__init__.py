"""What authors of courses send, and answers to questions."""

from wellbeing_portal.learning.forms.answers import given_in, is_whole
from wellbeing_portal.learning.forms.drafts import BodyForm, PublishForm, number_in, revision_in
from wellbeing_portal.learning.forms.media import MediaForm, UploadForm
from wellbeing_portal.learning.forms.parts import ImportForm, LessonForm, ModuleForm, NewCourseForm, SettingsForm
from wellbeing_portal.learning.forms.questions import QuestionForm

__all__ = [
    "BodyForm",
    "ImportForm",
    "LessonForm",
    "MediaForm",
    "ModuleForm",
    "NewCourseForm",
    "PublishForm",
    "QuestionForm",
    "SettingsForm",
    "UploadForm",
    "given_in",
    "is_whole",
    "number_in",
    "revision_in",
]
