"""Tables of what people do with a post without words of their own."""

from django.db import models

from portevoix.kernel.fields import Identifier


class Favourite(models.Model):
    """`account` likes `post`."""

    id = Identifier(primary_key=True)
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    uri = models.CharField(
        max_length=2048, default="", help_text="of the Like, when it came from elsewhere"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "favourite"
        constraints = (models.UniqueConstraint(fields=["account", "post"], name="favourite_once"),)


class Bookmark(models.Model):
    """`account` put `post` aside to find it again; nobody else is told."""

    id = Identifier(primary_key=True)
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "bookmark"
        constraints = (models.UniqueConstraint(fields=["account", "post"], name="bookmark_once"),)
