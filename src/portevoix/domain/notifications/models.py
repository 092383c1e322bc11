"""Table of notifications. Rows pass the filter of audiences when they are read."""

from django.db import models

from portevoix.kernel.fields import Identifier


class Kind(models.TextChoices):
    """What happened, in the client API's words."""

    MENTION = "mention"
    REBLOG = "reblog"
    FAVOURITE = "favourite"
    FOLLOW = "follow"
    FOLLOW_REQUEST = "follow_request"
    STATUS = "status"
    UPDATE = "update"
    POLL = "poll"
    QUOTE = "quote"
    QUOTED_UPDATE = "quoted_update"
    SIGN_UP = "admin.sign_up"


class Notification(models.Model):
    """`actor_id` did something that touches `owner_id`."""

    id = Identifier(primary_key=True)
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    actor_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    dismissed = models.BooleanField(default=False)

    class Meta:
        db_table = "notification"
        indexes = (
            models.Index(fields=["owner_id", "-id"], name="notification_owner"),
            models.Index(fields=["post_id"], name="notification_post"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["owner_id", "kind", "actor_id", "post_id"], name="notification_once"
            ),
        )


class ReadMarker(models.Model):
    """How far `owner_id` has read; `version` counts the changes."""

    owner_id = Identifier(primary_key=True)
    last_read_id = models.BigIntegerField(default=0)
    version = models.IntegerField(default=0, db_default=0)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification_read_marker"


class MutedThread(models.Model):
    """`owner_id` wants to be told nothing more of a talk."""

    pk = models.CompositePrimaryKey("owner_id", "thread_id")
    owner_id = models.BigIntegerField()
    thread_id = models.BigIntegerField()

    class Meta:
        db_table = "muted_thread"
