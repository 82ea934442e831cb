"""Courses in the making."""

import factory

from tests.factories.learning import document
from wellbeing_portal.learning.models import Draft


class DraftFactory(factory.django.DjangoModelFactory):
    """The first version of a course to be, of the portal itself, without flaws."""

    class Meta:
        model = Draft

    slug = factory.Sequence(lambda n: f"draft-{n}")
    kind = "student"
    document = factory.LazyAttribute(lambda made: document(made.slug, kind=made.kind))
    title = factory.LazyAttribute(lambda made: made.document["course"]["title"])
