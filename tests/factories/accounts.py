"""People."""

import factory

from wellbeing_portal.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@portal.example")
    name = factory.Sequence(lambda n: f"Person Number{n}")
    password = factory.django.Password("correct-horse-1")
