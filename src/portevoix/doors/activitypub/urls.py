"""The addresses of this door. Pages of the same things are the web door's (see `negotiation`)."""

from django.urls import path

from portevoix.doors.activitypub import actors, collections, inboxes, posts, quotes, well_known

urlpatterns = [
    path(".well-known/webfinger", well_known.find),
    path(".well-known/host-meta", well_known.host_meta),
    path(".well-known/host-meta.json", well_known.host_meta_json),
    path(".well-known/nodeinfo", well_known.nodeinfo_index),
    path("nodeinfo/<str:version_asked>", well_known.nodeinfo_document),
    path("inbox", inboxes.shared),
    path("actor", actors.house_actor),
    path("actor/inbox", inboxes.house),
    path("actor/outbox", collections.house_collection, {"what": "outbox"}),
    path("actor/followers", collections.house_collection, {"what": "followers"}),
    path("actor/following", collections.house_collection, {"what": "following"}),
    path("actor/collections/featured", collections.house_collection, {"what": "featured"}),
    path("users/<str:name>", actors.actor),
    path("users/<str:name>/inbox", inboxes.personal),
    path("users/<str:name>/outbox", collections.outbox),
    path("users/<str:name>/followers", collections.followers),
    path("users/<str:name>/following", collections.following),
    path("users/<str:name>/collections/featured", collections.featured),
    path("users/<str:name>/quote_authorizations/<int:post_id>", quotes.stamp),
    path("users/<str:name>/statuses/<int:post_id>", posts.post),
    path("users/<str:name>/statuses/<int:post_id>/activity", posts.activity),
]
