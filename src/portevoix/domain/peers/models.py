"""Other houses, as far as this one knows them."""

from django.db import models

from portevoix.kernel.fields import Identifier


class Peer(models.Model):
    """Another server, by its host (and port where it has one)."""

    host = models.CharField(max_length=255, primary_key=True)
    first_seen_at = models.DateTimeField()
    software = models.CharField(max_length=80, default="")
    blocked = models.BooleanField(default=False)
    limited = models.BooleanField(default=False)
    signature_style = models.CharField(max_length=12, default="cavage")
    signature_style_until = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    closed_until = models.DateTimeField(null=True)
    last_error = models.TextField(default="")
    last_success_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "peer"


class SeenActivity(models.Model):
    """An activity already received, kept for 30 days so that it counts once."""

    uri = models.CharField(max_length=2048, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "peer_seen_activity"


class EarlyMark(models.Model):
    """Something undone or deleted before it was known, kept for six hours."""

    uri = models.CharField(max_length=2048, primary_key=True)
    actor_uri = models.CharField(max_length=2048)
    marked_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "peer_early_mark"


class OutgoingBody(models.Model):
    """The bytes of one outgoing activity, the same for all who receive it."""

    id = Identifier(primary_key=True)
    sender_id = models.BigIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "peer_outgoing_body"


class Attempt(models.Model):
    """When something costly was last tried, such as fetching a key again: not again too soon."""

    key = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of what was tried")
    tried_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "peer_attempt"
