"""Settings: one file, read from the environment. Differences between places are values, not files.

Without ``REDIS_URL`` the portal runs embedded (SQLite, local cache, no other server), which is what
``make run`` does. With it the portal is in production: a missing secret, or DEBUG, stops the start.
"""

from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from wellbeing_portal.kernel.env import Env, field_keys, flag, kept_secret, secret, whole_number
from wellbeing_portal.kernel.logs import lines_of_json
from wellbeing_portal.ticks import TICKS

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not REDIS_URL
PRODUCTION = not EMBEDDED

DEBUG = flag(env, "DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG must be off in production (REDIS_URL is set).")
DEMO = flag(env, "DEMO", default=False)

# --- secrets: from the environment or NAME_FILE; embedded mode makes its own under var/


def _secret(name: str, make) -> str:
    made = "" if PRODUCTION else kept_secret(VAR_DIR / f"{name.lower()}.secret", make)
    return secret(env, name, production=PRODUCTION, development=made)


SECRET_KEY = _secret("SECRET_KEY", get_random_secret_key)
# First key encrypts, all of them decrypt; separated by commas.
FIELD_KEYS = field_keys(_secret("FIELD_KEYS", lambda: Fernet.generate_key().decode()))
AUDIT_KEY = _secret("AUDIT_KEY", get_random_secret_key)

# --- addresses
PORTAL_URL = env.str("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = PORTAL_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of the portal in production.")
if PRODUCTION and not env.str("PORTAL_URL", default=""):
    raise ImproperlyConfigured("PORTAL_URL must be set in production, such as https://portal.example.fi.")
if PRODUCTION and urlsplit(PORTAL_URL).hostname not in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the host of PORTAL_URL.")
if PRODUCTION and not HTTPS and urlsplit(PORTAL_URL).hostname not in ("localhost", "127.0.0.1"):
    raise ImproperlyConfigured("PORTAL_URL must begin with https:// in production.")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL] if HTTPS else []
# How many proxies stand in front: without it every reader behind the proxy would share one rate limit.
TRUSTED_PROXIES = whole_number(env, "TRUSTED_PROXIES", default=0 if EMBEDDED else 1, low=0, high=5)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- apps: from the ground up, see ARCHITECTURE.md
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "lucide",
    "wellbeing_portal.kernel",
    "wellbeing_portal.audit",
    "wellbeing_portal.accounts",
    "wellbeing_portal.institutions",
    "wellbeing_portal.notifications",
    "wellbeing_portal.moderation",
    "wellbeing_portal.privacy",
    "wellbeing_portal.search",
    "wellbeing_portal.credentials",
    "wellbeing_portal.learning",
    "communities",
    "guidance",
    "skills",
    "staff_training",
    "wellbeing_portal.api",
    "wellbeing_portal.front",
]

MIDDLEWARE = [
    "wellbeing_portal.kernel.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wellbeing_portal.kernel.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wellbeing_portal.kernel.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wellbeing_portal.kernel.middleware.LoginRequired",
    "wellbeing_portal.accounts.middleware.Person",
    "allauth.account.middleware.AccountMiddleware",
    "wellbeing_portal.institutions.middleware.CurrentPlace",
    "wellbeing_portal.institutions.middleware.SecondFactorForRoles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wellbeing_portal.front.middleware.PageForWrongMethod",
    "wellbeing_portal.kernel.middleware.ReadOnlyViews",
]
if EMBEDDED:
    # In production the proxy compresses; here nobody else does.
    MIDDLEWARE.insert(3, "django.middleware.gzip.GZipMiddleware")

ROOT_URLCONF = "wellbeing_portal.urls"
WSGI_APPLICATION = "wellbeing_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "wellbeing_portal.kernel.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wellbeing_portal.front.context.shell",
            ],
        },
    }
]
COTTON_DIR = "ui"
COTTON_SNAKE_CASED_NAMES = False
CRISPY_ALLOWED_TEMPLATE_PACKS = ["wellbeing"]
CRISPY_TEMPLATE_PACK = "wellbeing"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- data
# A page that takes longer has lost its reader; migrations of large tables run with 0: no limit.
STATEMENT_SECONDS = whole_number(env, "STATEMENT_SECONDS", default=10, low=0, high=86_400)
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
DATABASE = DATABASES["default"]
SQLITE = DATABASE["ENGINE"].endswith("sqlite3")
if PRODUCTION and SQLITE:
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database in production.")
if SQLITE:
    Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE: a deferred transaction that reads first fails at once instead of waiting its turn.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=2000;",
    }
else:
    DATABASE["CONN_MAX_AGE"] = 600
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE.setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={STATEMENT_SECONDS * 1000} -c lock_timeout=5000"
        " -c idle_in_transaction_session_timeout=30000"
    )
    DATABASE["OPTIONS"]["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "wellbeing_portal.kernel.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- people and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_FORMS = {"signup": "wellbeing_portal.institutions.forms.JoinPortalForm"}
# Beside allauth's own limits, which hold for sign-in, codes, sign-up and resets.
ACCOUNT_RATE_LIMITS = {"invitation": "20/5m/ip", "notice": "10/h/ip"}
ACCOUNT_ADAPTER = "wellbeing_portal.institutions.adapters.AccountAdapter"
MFA_ADAPTER = "wellbeing_portal.accounts.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# The other sessions end (accounts.apps); this one goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A changed password, address or second factor is told to the person by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Student Wellbeing Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Demo people may enter the rooms of their role without a second factor; never in production.
SECOND_FACTOR_REQUIRED = flag(env, "SECOND_FACTOR_REQUIRED", default=not DEMO)
if PRODUCTION and not SECOND_FACTOR_REQUIRED:
    raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED must be on in production.")

# Whether moderators must have completed the training first; off until an app keeps the completions.
MODERATION_TRAINING_REQUIRED = flag(env, "MODERATION_TRAINING_REQUIRED", default=False)

# --- languages and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
MODELTRANSLATION_LANGUAGES = ("fi", "sv", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "fi"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("fi", "en", "sv"), "sv": ("fi", "en"), "en": ("fi", "sv")}
LOCALE_PATHS = [BASE_DIR / "wellbeing_portal" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
# English with the day before the month.
FORMAT_MODULE_PATH = "wellbeing_portal.kernel.formats"

# --- mail
if PRODUCTION and not env.str("EMAIL_URL", default=""):
    raise ImproperlyConfigured("EMAIL_URL must be set in production, such as smtp+tls://user:password@host:587.")
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
EMAIL_TIMEOUT = 10

# --- the clockwork: Celery brings nothing but ticks and hurry; what must not be lost is a row, never a message
BROKER_URL = env.str("BROKER_URL", default=REDIS_URL)
CELERY_BROKER_URL = BROKER_URL or "memory://"
CELERY_TIMEZONE = "UTC"
# A task ends before Redis would hand it to a second worker: hard limit < visibility, which must be the same everywhere.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT, CELERY_VISIBILITY_TIMEOUT = 240, 300, 900
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "health_check_interval": 25,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 5,
    "socket_timeout": 15,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker that waits for Redis waits for ever rather than going deaf.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_SERIALIZER, CELERY_ACCEPT_CONTENT = "json", ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT, CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = 30, True
CELERY_WORKER_ETA_TASK_LIMIT = 100
CELERY_WORKER_MAX_TASKS_PER_CHILD, CELERY_WORKER_MAX_MEMORY_PER_CHILD = 500, 300_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
# A tick that no worker took in time is worth nothing, for the next one is there.
CELERY_BEAT_SCHEDULE = {
    name: {"task": name, "schedule": seconds, "options": {"expires": seconds}} for name, seconds in TICKS.items()
}

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wellbeing_portal.kernel.storage.StaticStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

# --- browser safety
# The one place of the policy: Django 6 has it built in, so the move is a rename.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# kernel.middleware.SecurityHeaders says it, with the other headers; Django's check looks for its own layer.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-lang" if HTTPS else "lang"
# Help now asks no database: the town a reader chose, and the partner of whoever is signed in.
PLACE_COOKIE_NAME = "__Host-place" if HTTPS else "place"
PARTNER_COOKIE_NAME = "__Host-partner" if HTTPS else "partner"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "wellbeing_portal.front.views.csrf_failure"

# --- the interface for programs: whatever forgets to say who may open it is closed (see kernel/api.py)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "wellbeing_portal.kernel.api.problem",
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Student Wellbeing Portal",
    "VERSION": "1",
    "SERVE_PUBLIC": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

# --- logs: one JSON line an event, with a request id and no personal data
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()
LOGGING = lines_of_json(LOG_LEVEL, whole_exceptions=DEBUG)
