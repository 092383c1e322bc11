"""Every address of the house: programs' first, pages last."""

from django.urls import include, path

urlpatterns = [
    path("", include("portevoix.doors.mastodon.urls")),
    path("", include("portevoix.doors.activitypub.urls")),
    path("", include("portevoix.doors.media.urls")),
    path("", include("portevoix.doors.feeds.urls")),
    path("", include("portevoix.doors.web.urls")),
]

handler400 = "portevoix.doors.web.views.errors.bad_request"
handler403 = "portevoix.doors.web.views.errors.forbidden"
handler404 = "portevoix.doors.web.views.errors.not_found"
handler500 = "portevoix.doors.web.views.errors.broken"
