"""Tables of the kernel: outbox, cursors, jobs, limits."""

from django.db import models


class OutboxRow(models.Model):
    """One event. `position` is a sequence of the database, never a time."""

    position = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    version = models.SmallIntegerField(default=1)
    payload = models.TextField()
    occurred_at = models.DateTimeField()

    class Meta:
        db_table = "outbox"


class Cursor(models.Model):
    """How far a consumer has read the outbox."""

    consumer = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    failing_position = models.BigIntegerField(null=True, help_text="the event it stumbles over")
    tries = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "outbox_cursor"


class Job(models.Model):
    """Something to be done once, later or again. Leased by a worker, which may die.

    While leased, `run_at` is the end of the lease: one index answers "what is due",
    whether it was never begun, waits for another try, or lost its worker.
    """

    id = models.BigAutoField(primary_key=True)
    queue = models.CharField(max_length=40)
    kind = models.CharField(max_length=80)
    payload = models.TextField()
    key = models.CharField(max_length=255, null=True, unique=True)
    lane = models.CharField(max_length=255, default="")
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(default="")
    again = models.BooleanField(default=False, help_text="asked for again while it ran")
    dead_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "job"
        indexes = (
            models.Index(
                fields=["queue", "run_at"], name="job_due", condition=models.Q(dead_at=None)
            ),
            models.Index(
                fields=["lane"],
                name="job_lane_busy",
                condition=models.Q(leased_until__isnull=False),
            ),
        )


class LimitCount(models.Model):
    """How often `key` did something in the window that began at `window`."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=200)
    window = models.BigIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        db_table = "limit_count"
        constraints = (models.UniqueConstraint(fields=["key", "window"], name="limit_window"),)
