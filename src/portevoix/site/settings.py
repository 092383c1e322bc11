"""Django's settings, made from the settings of the house."""

import os
from pathlib import Path

from portevoix.kernel.config import Config

PORTEVOIX = Config(
    data=Path(os.environ.get("PORTEVOIX_DATA", "data")),
    origin=os.environ.get("PORTEVOIX_ORIGIN", "http://localhost:8000"),
)
SECRET_KEY = "to be read from the data folder"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "UTC"
AUTH_USER_MODEL = "accounts.Member"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "portevoix.kernel",
    "portevoix.domain.house",
    "portevoix.domain.peers",
    "portevoix.domain.accounts",
    "portevoix.domain.access",
    "portevoix.domain.relationships",
    "portevoix.domain.audiences",
    "portevoix.domain.posts",
    "portevoix.domain.reactions",
    "portevoix.domain.timelines",
    "portevoix.domain.notifications",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": PORTEVOIX.data / "portevoix.sqlite3",
    }
}
