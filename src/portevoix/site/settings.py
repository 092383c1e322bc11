"""Django's settings, made from the settings of the house. Nothing is set here by hand elsewhere."""

from pathlib import Path
from urllib.parse import urlsplit

import portevoix
from portevoix.kernel import secrets
from portevoix.site import configuration, databases, logging_setup

PORTEVOIX = configuration.from_here()
_PACKAGE = Path(portevoix.__file__).parent
_origin = urlsplit(PORTEVOIX.origin)

try:
    SECRET_KEY = secrets.load(PORTEVOIX.secrets_file).app
except (OSError, ValueError) as fault:
    raise configuration.SettingsError(f"SECRET_KEY_FILE: {fault}.") from fault
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
DATABASES = {"default": databases.for_django(PORTEVOIX)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None
logging_setup.configure(PORTEVOIX.log_format)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "portevoix.kernel",
    "portevoix.domain.house",
    "portevoix.domain.peers",
    "portevoix.domain.accounts",
    "portevoix.domain.access",
    "portevoix.domain.relationships",
    "portevoix.domain.media",
    "portevoix.domain.audiences",
    "portevoix.domain.posts",
    "portevoix.domain.reactions",
    "portevoix.domain.timelines",
    "portevoix.domain.notifications",
    "portevoix.domain.archives",
    "portevoix.domain.search",
    "portevoix.wire.mastodon",
]

# Addresses. A loopback house answers by every name of this machine, on any port.
ALLOWED_HOSTS = [_origin.hostname or ""]
CSRF_TRUSTED_ORIGINS = [PORTEVOIX.origin]
if PORTEVOIX.is_loopback:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    CSRF_TRUSTED_ORIGINS = [
        f"{_origin.scheme}://{host}:{_origin.port or 80}" for host in ALLOWED_HOSTS
    ]
ROOT_URLCONF = "portevoix.site.urls"
WSGI_APPLICATION = "portevoix.site.wsgi.application"
APPEND_SLASH = False

# One layer for everybody; what only pages need stands behind PageChain.
MIDDLEWARE = [
    "portevoix.site.middleware.SecurityHeaders",
    "portevoix.site.middleware.KnownHosts",
    "portevoix.doors.activitypub.negotiation.DocumentsAtPages",
    "portevoix.site.middleware.PageChain",
]
PAGE_MIDDLEWARE = [
    "portevoix.site.middleware.RollingSession",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portevoix.doors.web.middleware.PageMiddleware",
]

# Signing in.
AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["portevoix.doors.web.sign_in.HouseBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
]

# Cookies. Two houses on one machine share the host name, so there the port is in the name.
_prefix = "__Host-portevoix" if PORTEVOIX.is_https else "portevoix"
if PORTEVOIX.is_loopback and not PORTEVOIX.is_https:
    _prefix = f"portevoix_{_origin.port or 80}"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{_prefix}_session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = PORTEVOIX.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_prefix}_csrf"
CSRF_COOKIE_SECURE = PORTEVOIX.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portevoix.doors.web.views.errors.stale_form"
LANGUAGE_COOKIE_NAME = f"{_prefix}_language"
LANGUAGE_COOKIE_SECURE = PORTEVOIX.is_https
# Not Django's: a browser in which somebody signed in before; the reader's time zone, which the
# script of the pages tells.
DEVICE_COOKIE_NAME = f"{_prefix}_device"
ZONE_COOKIE_NAME = f"{_prefix}_zone"
MINE_COOKIE_NAME = f"{_prefix}_mine"

# Pages. Their words come from Babel's catalogues in portevoix/locale, not from Django's.
USE_I18N = False
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [_PACKAGE / "locale"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_PACKAGE / "doors" / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "portevoix.doors.web.jinja.environment",
            "context_processors": ["portevoix.doors.web.frame.context"],
        },
    }
]
