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


class ImportKind(models.TextChoices):
    """What a file brings in. The lists are named as Mastodon names them."""

    FOLLOWING = "following"
    BLOCKING = "blocking"
    MUTING = "muting"
    DOMAIN_BLOCKING = "domain_blocking"
    LISTS = "lists"
    BOOKMARKS = "bookmarks"
    POSTS = "posts"


class ImportState(models.TextChoices):
    """How far an import is. Nothing is written before it was reviewed."""

    READING = "reading"
    REVIEW = "review"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class Import(models.Model):
    """A file that a member brought, and what became of it."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    overwrites = models.BooleanField(default=False, help_text="what is not in the file goes")
    state = models.CharField(
        max_length=12, choices=ImportState.choices, default=ImportState.READING
    )
    fault = models.CharField(max_length=40, default="", help_text="why the file was refused")
    file = models.CharField(max_length=255, default="", help_text="as its owner called it")
    folder = models.CharField(max_length=32, unique=True)
    about = models.JSONField(default=dict, help_text="what the file says of itself")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        db_table = "archive_import"
        indexes = (models.Index(fields=["owner", "-id"], name="import_owner"),)


class RowState(models.TextChoices):
    """What became of a row. BAD ones could not be read, FAILED ones not be done."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    BAD = "bad"


class ImportRow(models.Model):
    """One row of a file, or one post of an archive. None is lost, whatever is wrong with it."""

    id = models.BigAutoField(primary_key=True)
    brought = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField(help_text="its place in the file, from 1")
    moment = models.BigIntegerField(default=0, help_text="posts: when, in milliseconds")
    state = models.CharField(max_length=8, choices=RowState.choices, default=RowState.WAITING)
    fault = models.CharField(max_length=40, default="")
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "archive_import_row"
        constraints = (models.UniqueConstraint(fields=["brought", "number"], name="import_row"),)
        indexes = (
            models.Index(fields=["brought", "state", "moment", "number"], name="import_row_next"),
        )


class ImportedPost(models.Model):
    """Which post here was once which elsewhere: so it comes once, and replies find their parent."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    origin_hash = models.CharField(max_length=64, help_text="SHA-256 of its former id")
    post_id = models.BigIntegerField()

    class Meta:
        db_table = "archive_imported_post"
        constraints = (
            models.UniqueConstraint(fields=["owner", "origin_hash"], name="imported_once"),
        )
