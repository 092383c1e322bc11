"""Addresses of feeds: those of the pages they follow, with `.atom`."""

from django.urls import path, re_path

from portevoix.doors.feeds import views

app_name = "feeds"
urlpatterns = [
    path("house.atom", views.house),
    re_path(r"^tags/(?P<name>[^/]+)\.atom$", views.tag),
    re_path(r"^@(?P<name>[A-Za-z0-9_.-]+)\.atom$", views.person),
]
