"""A person who can sign in."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.kernel.prepared import Prepared


class UserQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """People see only themselves here; rooms show pseudonyms, never users."""
        return self.filter(pk=user.pk, is_active=True) if user.is_authenticated else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get(self, *args: Any, **asked: Any) -> "User":
        """Django asks for the person by their key at each request, so that query is worked out once."""
        own = type(self) is UserManager  # and not that of a relation, which asks among fewer
        if args or asked.keys() != {"pk"} or not isinstance(asked["pk"], int) or not own:
            return super().get(*args, **asked)
        rows = _by_key.rows(key=asked["pk"])
        if not rows:
            raise self.model.DoesNotExist
        return rows[0]

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they sign in by a code or a passkey."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Row, AbstractBaseUser):
    """Signs in with an address; has no username, no picture, and no powers of its own (see institutions)."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Never shown in peer groups."))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fi")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Helsinki")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return str(self.public_id)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """No permission tables here: rules.py of each app decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


def _with_key(key: int) -> models.QuerySet[User]:
    return User.objects.filter(pk=key)


_by_key = Prepared(_with_key, key=int)
