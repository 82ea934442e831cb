"""How allauth keeps our secrets and speaks our people's language."""

from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account import signals as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as requests
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import translation

from wellbeing_portal.accounts import actions, queries
from wellbeing_portal.kernel.fields import decrypt, encrypt
from wellbeing_portal.kernel.middleware import remember_language

log = structlog.get_logger("portal.mail")

# In the session: the language of this browser came from the person, so it goes when they sign out.
BROUGHT = "brought_language"


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the seeds of second factors encrypted; allauth's own adapter leaves them in clear text."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)


class OwnLanguageAdapter(DefaultAccountAdapter):
    """Letters in the person's language, and pages too.

    A language chosen in this browser stays: whoever pressed "Svenska" on the front page wants Swedish
    after signing in as well. Otherwise the person's own language is put in the cookie, and taken out
    again at sign-out, so that the next person on a shared computer does not inherit it.
    """

    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            request.session[BROUGHT] = True
            remember_language(response, user.language)
        return response

    def logout(self, request: Any) -> None:
        request.forgets_language = request.session.get(BROUGHT, False)
        super().logout(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whoever has the address; for a stranger in the language of the page.

        When the mail server is down the page goes on as if the letter had left, and the log tells the
        operator: an error here would say which addresses have an account.
        """
        told = {**context, "request": requests.request, "email": email, "portal_url": settings.PORTAL_URL}
        language = queries.language_of_address(email) or translation.get_language()
        with translation.override(language):
            letter = self.render_mail(template_prefix, email, told)
        try:
            letter.send()
        except (SMTPException, OSError) as error:
            # Without the error's own text, which may hold the address.
            log.error("letter_not_sent", kind=template_prefix, reason=type(error).__name__)  # noqa: TRY400

    def render_mail(self, *args: Any, **kwargs: Any) -> Any:
        """The letter names its language, so that a screen reader speaks it right."""
        letter = super().render_mail(*args, **kwargs)
        letter.extra_headers["Content-Language"] = translation.get_language()
        return letter


@receiver(user_logged_in)
def session_began(sender: Any, *, request: Any, **_told: Any) -> None:
    actions.begin_session(request.session)


@receiver([account.password_changed, account.password_set, account.password_reset, mfa.authenticator_added])
def keys_changed(sender: Any, *, request: Any, user: Any, **_told: Any) -> None:
    """Whoever sits in an older session may be the reason for the change."""
    actions.end_other_sessions(user, keep=request.session.session_key)
