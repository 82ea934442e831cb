"""The person behind each request, asked for by the key."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from wellbeing_portal.accounts.models import User

pytestmark = pytest.mark.django_db


def test_by_the_key_one_gets_the_same_row_in_one_query(django_assert_num_queries):
    _other, person = UserFactory.create_batch(2)
    User.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        found = User.objects.get(pk=person.pk)
    columns = [field.attname for field in User._meta.concrete_fields]
    assert {name: getattr(found, name) for name in columns} == {name: getattr(person, name) for name in columns}
    assert User.objects.get(pk=str(person.pk)) == User.objects.get(email=person.email) == person


def test_there_is_nobody_with_another_key():
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=UserFactory().pk + 1)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_who_was_shut_out_or_has_another_password_is_signed_out_at_the_next_page(client, student, change):
    page = reverse("communities:chat_list")
    client.force_login(student)
    assert client.get(page).status_code == 200
    User.objects.filter(pk=student.pk).update(**change)
    assert client.get(page).status_code == 302
