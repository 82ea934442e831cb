"""Trainings, for programs: what is asked of oneself, and how it stands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from rest_framework import generics, serializers

from staff_training import queries, rules
from staff_training.enums import Status
from wellbeing_portal.kernel.api import Api


class TrainingSerializer(serializers.Serializer):
    """A status and days; nothing of answers or tries."""

    course = serializers.CharField(source="card.course.slug")
    title = serializers.CharField(source="card.title")
    language = serializers.CharField(source="card.language")
    asked_by = serializers.CharField(source="assignment.requirement.institution.slug")
    status = serializers.ChoiceField(choices=Status.values)
    due_on = serializers.DateField(source="assignment.due_on")
    completed_at = serializers.DateTimeField(source="assignment.completion.completed_at", default=None, allow_null=True)
    valid_until = serializers.DateField(source="assignment.completion.valid_until", default=None, allow_null=True)


class MyTrainingList(Api, generics.ListAPIView):
    """What is asked of whoever is signed in, first what waits."""

    serializer_class = TrainingSerializer

    def get_queryset(self) -> Any:
        if not rules.can_train(self.request.user):
            raise PermissionDenied
        return queries.my_trainings(self.request.user, get_language())
