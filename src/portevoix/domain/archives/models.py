"""Tables of what members take out and bring in."""

from django.db import models

from portevoix.kernel.fields import Identifier


class ExportState(models.TextChoices):
    """How far an export is."""

    BUILDING = "building"
    READY = "ready"


class Export(models.Model):
    """An archive of what a member put in, made part by part. Its files lie in `folder`."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(
        max_length=12, choices=ExportState.choices, default=ExportState.BUILDING
    )
    step = models.CharField(max_length=20, default="", help_text="the part that is made next")
    cursor = models.BigIntegerField(default=0, help_text="the last post of the parts made")
    done = models.IntegerField(default=0, help_text="posts written so far")
    total = models.IntegerField(default=0)
    folder = models.CharField(max_length=32, unique=True)
    file = models.CharField(max_length=80, default="")
    size = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        db_table = "archive_export"
        constraints = (
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(state="building"),
                name="export_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["owner", "-id"], name="export_owner"),)
