"""Courses for students, for programs: the shelf as its reader sees it, and how far one is oneself."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers

from skills import queries
from skills.enums import Length
from wellbeing_portal.kernel.api import Api, PublicApi
from wellbeing_portal.learning.enums import Topic


class CourseSerializer(serializers.Serializer):
    """A course in words; ``language`` is the one that title and summary are in."""

    slug = serializers.CharField(source="course.slug")
    title = serializers.CharField()
    summary = serializers.CharField()
    language = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    level = serializers.CharField(source="course.current.level")
    topics = serializers.ListField(child=serializers.CharField(), source="course.current.topics")
    minutes = serializers.IntegerField(source="course.current.minutes")
    lessons = serializers.IntegerField(source="course.current.lesson_count")
    licence = serializers.CharField(source="course.current.licence")
    owner = serializers.CharField(source="course.owner.slug", default=None, allow_null=True)

    def to_representation(self, instance: Any) -> Any:
        return super().to_representation(queries.card_of(instance, get_language()))


class WaySerializer(serializers.Serializer):
    """How far somebody is; nothing of what they answered or wrote."""

    course = serializers.CharField(source="enrolment.course.slug")
    title = serializers.CharField()
    language = serializers.CharField()
    lessons = serializers.IntegerField(source="enrolment.version.lesson_count")
    lessons_done = serializers.IntegerField(source="done_count")
    minutes_left = serializers.IntegerField()
    last_lesson = serializers.CharField(source="enrolment.last_lesson")
    begun_at = serializers.DateTimeField(source="enrolment.begun_at")

    def to_representation(self, instance: Any) -> Any:
        return super().to_representation(queries.way_of(instance, get_language()))


@extend_schema(
    parameters=[
        OpenApiParameter("topic", enum=Topic.values),
        OpenApiParameter("length", enum=Length.values),
        OpenApiParameter("language", enum=["fi", "sv", "en"]),
    ]
)
class CourseList(PublicApi, generics.ListAPIView):
    """Open courses: those for everybody, and signed in those for one's own institution too."""

    serializer_class = CourseSerializer

    def get_queryset(self) -> Any:
        return queries.shelf(self.request.user, queries.wishes_from(self.request.GET.dict()))


class CourseDetail(PublicApi, generics.RetrieveAPIView):
    serializer_class = CourseSerializer

    def get_object(self) -> Any:
        return queries.course_for(self.request.user, self.kwargs["slug"])


class MyCourseList(Api, generics.ListAPIView):
    """One's own courses, the one opened last first."""

    serializer_class = WaySerializer

    def get_queryset(self) -> Any:
        return queries.my_ways(self.request.user)
