"""Sign-in in our words."""

from allauth.account.models import EmailAddress


def test_nobody_is_greeted_by_an_id(client, student):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": student.email, "password": "correct-horse-1"})
    page = client.get("/").content.decode()
    assert str(student.public_id) not in page
    assert 'class="messages"' not in page
