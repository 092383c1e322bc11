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
    held = models.BooleanField(
        default=False, db_default=False, help_text="apart, until its owner accepts the actor"
    )

    class Meta:
        db_table = "notification"
        indexes = (
            models.Index(fields=["owner_id", "-id"], name="notification_owner"),
            models.Index(fields=["post_id"], name="notification_post"),
            models.Index(
                fields=["owner_id", "actor_id"],
                name="notification_held",
                condition=models.Q(held=True),
            ),
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


class Verdict(models.TextChoices):
    """What becomes of a notification, in the client API's words."""

    ACCEPT = "accept"
    FILTER = "filter"
    DROP = "drop"


class Policy(models.Model):
    """From whom, and of what, `owner_id` wishes to be told; who chose nothing has no row."""

    owner_id = Identifier(primary_key=True)
    for_not_following = models.CharField(max_length=6, default=Verdict.ACCEPT)
    for_not_followers = models.CharField(max_length=6, default=Verdict.ACCEPT)
    for_new_accounts = models.CharField(max_length=6, default=Verdict.ACCEPT)
    for_private_mentions = models.CharField(max_length=6, default=Verdict.ACCEPT)
    for_limited_accounts = models.CharField(max_length=6, default=Verdict.DROP)
    kinds_off = models.JSONField(default=list)

    class Meta:
        db_table = "notification_policy"


class Permission(models.Model):
    """`owner_id` wishes to be told what `actor_id` does, whatever the policy says."""

    pk = models.CompositePrimaryKey("owner_id", "actor_id")
    owner_id = models.BigIntegerField()
    actor_id = models.BigIntegerField()

    class Meta:
        db_table = "notification_permission"
