"""Django's own handler of requests, which the front calls in its threads."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portevoix.site.settings")
django.setup(set_prefix=False)

application = WSGIHandler()
