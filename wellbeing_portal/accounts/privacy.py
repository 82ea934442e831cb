"""What is kept of an account."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.keeping import SECRET, UNTIL_YOU_REMOVE_IT, WITH_THE_ACCOUNT, Rows, chapter

account = chapter("accounts", _("Your account"))
account.keeps(
    Rows(
        User,
        personal=("password", "last_login", "email", "name", "language", "time_zone", "is_active", "date_joined"),
        owner="pk",
        value=lambda user: user.pk,
        shows=("email", "name", "language", "time_zone", "date_joined", "last_login"),
    ),
    Rows(
        EmailAddress,
        personal=("user", "email", "verified", "primary"),
        owner="user",
        shows=("email", "verified", "primary"),
    ),
    Rows(EmailConfirmation, personal=("email_address", "key"), withheld=SECRET),
    what=_("Your name, e-mail addresses, language and time zone"),
    why=_("So that you can sign in, and so that we can write to you in your language. Groups never see your name."),
    kept=WITH_THE_ACCOUNT,
)
account.keeps(
    Rows(
        Authenticator,
        personal=("user", "type", "data", "created_at", "last_used_at"),
        owner="user",
        shows=("type", "created_at", "last_used_at"),
        withheld=SECRET,
    ),
    what=_("Your passkeys, and your app or codes for the second factor"),
    why=_("So that nobody else can sign in as you."),
    kept=UNTIL_YOU_REMOVE_IT,
)
account.keeps(
    Rows(
        UserSession,
        personal=("user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
        owner="user",
        shows=("created_at", "last_seen_at", "ip", "user_agent"),
    ),
    Rows(Session, personal=("session_key", "session_data"), withheld=SECRET),
    what=_("Where you are signed in: the device, its network address, and when it was last here"),
    why=_("So that you can see it yourself, and sign out a device that is not yours."),
    kept=_("Until you sign out there. A sign-in ends by itself two weeks after it began."),
)
