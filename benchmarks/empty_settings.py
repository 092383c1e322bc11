"""The house's own settings, with an empty view for all its addresses, behind Django's own layers.

The budgets were set against an empty view behind what `startproject` gives. Our own layers
are not among them: what we make slower must not make our budgets wider.
"""

from portevoix.site.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.empty"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
