"""Addresses of files."""

from django.urls import path

from portevoix.doors.media import far, serving

app_name = "media"
urlpatterns = [
    path("media/far/<str:folder>/<str:name>", far.far, name="far"),
    path("media/<str:folder>/<str:file>", serving.own, name="own"),
]
