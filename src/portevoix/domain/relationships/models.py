"""Tables of what ties accounts: follows and requests, blocks, mutes, connections."""

from django.db import models

from portevoix.kernel.fields import Identifier


class Follow(models.Model):
    """`follower` reads `followee`; until it is accepted it is a request."""

    id = Identifier(primary_key=True)
    follower = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    followee = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    accepted = models.BooleanField(default=False)
    shows_boosts = models.BooleanField(default=True)
    notifies = models.BooleanField(default=False)
    languages = models.JSONField(default=list)
    uri = models.CharField(
        max_length=2048, default="", help_text="of the Follow, when it came from elsewhere"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "follow"
        indexes = (
            models.Index(fields=["followee", "accepted", "-id"], name="follow_followers"),
            models.Index(fields=["follower", "accepted", "-id"], name="follow_following"),
        )
        constraints = (
            models.UniqueConstraint(fields=["follower", "followee"], name="follow_once"),
        )


class Block(models.Model):
    """`blocker` and `blocked` are not there for one another."""

    id = Identifier(primary_key=True)
    blocker = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    blocked = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    uri = models.CharField(max_length=2048, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "block"
        constraints = (models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),)


class Mute(models.Model):
    """`muter` does not wish to meet `muted` in lists."""

    id = Identifier(primary_key=True)
    muter = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    muted = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    hides_notifications = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "mute"
        constraints = (models.UniqueConstraint(fields=["muter", "muted"], name="mute_once"),)


class Connection(models.Model):
    """A mutual, agreed link between two members; stored once in each direction."""

    id = Identifier(primary_key=True)
    member = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "connection"
        constraints = (models.UniqueConstraint(fields=["member", "other"], name="connection_once"),)


class Note(models.Model):
    """What `owner` wrote down about `about`, for nobody else."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    about = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta:
        db_table = "account_note"
        constraints = (models.UniqueConstraint(fields=["owner", "about"], name="note_once"),)


class Endorsement(models.Model):
    """`owner` shows `endorsed`, whom she follows, on her page."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    endorsed = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")

    class Meta:
        db_table = "endorsement"
        constraints = (
            models.UniqueConstraint(fields=["owner", "endorsed"], name="endorsement_once"),
        )


class HouseBlock(models.Model):
    """`owner` does not wish to meet anybody of the house at `host` in lists."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    host = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "house_block"
        constraints = (models.UniqueConstraint(fields=["owner", "host"], name="house_block_once"),)


class SetAside(models.Model):
    """`owner` does not wish to have `suggested` suggested again."""

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    suggested = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")

    class Meta:
        db_table = "suggestion_set_aside"
        constraints = (
            models.UniqueConstraint(fields=["owner", "suggested"], name="set_aside_once"),
        )
