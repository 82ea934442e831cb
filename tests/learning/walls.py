"""A row of every table of courses that belongs to one institution."""

from tests.factories.authoring import DraftFactory
from tests.factories.learning import (
    AttemptFactory,
    CompletionRecordFactory,
    DeviationFactory,
    EnrolmentFactory,
    LessonCompletionFactory,
    ReflectionEntryFactory,
    document,
    media_item,
    showing,
)
from tests.support.media import VTT, film
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.models import AttemptAnswer, KnowledgeCheck, Question
from wellbeing_portal.learning.validators import kept_file


def rows(people):
    kept, words = kept_file(film()), kept_file(VTT)
    keep_files([kept, words])
    captions = dict.fromkeys(("fi", "sv", "en"), words.sha256)
    said = showing(document("walled", kind="staff"), media_item("film", kept, captions=captions))
    version = publish_course(None, document=said, change_note="", owner=people.diak, audience=Audience.OWN).version
    course, asset = version.course, version.media.get()
    enrolment = EnrolmentFactory(course=course, user=people.staff)
    question = Question.objects.select_related("answer_key").get(key="check-1")
    attempt = AttemptFactory(enrolment=enrolment, check_of=KnowledgeCheck.objects.get())
    return [
        course,
        version,
        version.manuscript,
        version.modules.first(),
        asset,
        asset.file,
        asset.captions.first(),
        question.lesson,
        question.lesson.texts.first(),
        attempt.check_of,
        question,
        question.answer_key,
        enrolment,
        LessonCompletionFactory(enrolment=enrolment),
        attempt,
        AttemptAnswer.objects.create(attempt=attempt, question=question, answer="b"),
        CompletionRecordFactory(course=course, user=people.staff, institution=people.diak),
        DeviationFactory(course=course, user=people.staff, institution=people.diak),
        DraftFactory(owner=people.diak),
        ReflectionEntryFactory(course=course, user=people.staff),
    ]
