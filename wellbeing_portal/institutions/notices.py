"""Letters about people and places."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wellbeing_portal.institutions.models import Invitation


def send_invitation(invitation: Invitation, secret: str) -> None:
    """The letter in the language the coordinator chose. Its subject says nothing about what the portal is for."""
    with translation.override(invitation.language):
        context = {
            "invitation": invitation,
            "place": invitation.institution.name,
            "link": settings.PORTAL_URL + reverse("institutions:invitation", args=[secret]),
        }
        subject = render_to_string("notices/institutions/invitation/subject.txt", context).strip()
        body = render_to_string("notices/institutions/invitation/body.txt", context).strip()
    headers = {"Content-Language": invitation.language}
    EmailMessage(subject, body, to=[invitation.email], headers=headers).send()
