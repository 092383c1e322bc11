"""An empty view behind all the middleware of pages: what every figure is divided by."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(_request: HttpRequest) -> HttpResponse:
    """Answers with nothing to say."""
    return HttpResponse(b"{}", content_type="application/json")


def ready(_request: HttpRequest) -> HttpResponse:
    """Says that the house is ready."""
    return HttpResponse(b"OK")


urlpatterns = [path("empty", empty), path("health", ready)]
