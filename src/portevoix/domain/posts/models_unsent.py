"""Tables of what is written and not published: drafts, and posts that wait for their hour."""

from django.db import models

from portevoix.kernel.fields import Identifier


class Draft(models.Model):
    """What a member began at one place: a reply, a settings form, the house's own box.

    There is one draft a member and place. A deleted one stays a while so that it can be
    brought back, a published one so that a late keeping of the same form does not
    bring it back.
    """

    id = Identifier(primary_key=True)
    author = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    place = models.CharField(max_length=80, help_text="home, reply:ID, form:PATH, unsent:ID")
    values = models.JSONField(default=dict, help_text="the form's values by field")
    fault = models.CharField(max_length=40, default="", help_text="why it could not be published")
    version = models.IntegerField(default=1)
    writer = models.CharField(max_length=64, default="", help_text="the form that kept it last")
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    published = models.BooleanField(default=False, help_text="deleted by being published")

    class Meta:
        db_table = "draft"
        constraints = (models.UniqueConstraint(fields=["author", "place"], name="draft_place"),)
        indexes = (
            models.Index(fields=["author", "-updated_at"], name="draft_newest"),
            models.Index(
                fields=["deleted_at"],
                name="draft_deleted",
                condition=models.Q(deleted_at__isnull=False),
            ),
        )


class WaitingPost(models.Model):
    """A post that leaves at `leaves_at`: for a chosen hour, or for a few seconds to undo it."""

    id = Identifier(primary_key=True)
    author = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    arguments = models.JSONField(help_text="what `publish` is called with, but for the author")
    idempotency_key = models.CharField(max_length=255, default="")
    place = models.CharField(max_length=80, default="", help_text="where its draft goes back to")
    values = models.JSONField(default=dict, help_text="the form's values by field")
    is_scheduled = models.BooleanField(default=True)
    leaves_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "post_waiting"
        constraints = (
            models.UniqueConstraint(
                fields=["author", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="waiting_once",
            ),
        )
        indexes = (models.Index(fields=["author", "leaves_at"], name="waiting_author"),)
