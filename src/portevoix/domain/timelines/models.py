"""Home timelines: rows of ids, one owner's beside the other's."""

from django.db import models


class HomeRow(models.Model):
    """`post_id` belongs in the home of `owner_id`, if it may be read when it is read."""

    pk = models.CompositePrimaryKey("owner_id", "post_id")
    owner_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField(help_text="who posted or boosted")

    class Meta:
        db_table = "home_row"
        indexes = (
            models.Index(fields=["post_id"], name="home_row_post"),
            models.Index(fields=["owner_id", "author_id"], name="home_row_author"),
        )
