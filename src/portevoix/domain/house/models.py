"""Tables of the house itself: what the keeper says of it, its rules, its invitations."""

from django.db import models

from portevoix.kernel.fields import Identifier


class House(models.Model):
    """The one row (id 1) that describes this house. Settings given from outside win over it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    title = models.CharField(max_length=100, default="Portevoix")
    summary = models.CharField(max_length=500, default="")
    welcome = models.TextField(default="")
    registrations = models.CharField(max_length=12, default="")
    contact_email = models.CharField(max_length=254, default="")
    contact_account_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=12, default="en")
    world_open = models.BooleanField(default=True)
    minimum_age = models.SmallIntegerField(
        db_default=0, default=0, help_text="in years; 0: none is asked"
    )
    first_key_hash = models.CharField(max_length=64, default="")
    origin_fixed = models.CharField(max_length=255, default="")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "house"


class Rule(models.Model):
    """One rule of the house, with its reason."""

    id = models.BigAutoField(primary_key=True)
    position = models.IntegerField(default=0)
    text = models.CharField(max_length=300)
    hint = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "house_rule"


class Invitation(models.Model):
    """A link by which others may join; its maker can read it again."""

    id = Identifier(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    invited_by_id = models.BigIntegerField(null=True)
    uses_left = models.IntegerField(null=True)
    uses = models.IntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "house_invitation"


class Emoji(models.Model):
    """A small picture for a word between colons; `host` is whose, empty for this house."""

    id = models.BigAutoField(primary_key=True)
    host = models.CharField(max_length=255, default="")
    shortcode = models.CharField(max_length=128)
    category = models.CharField(max_length=64, default="")
    folder = models.CharField(max_length=32, default="", help_text="in the blob store; empty: far")
    still = models.CharField(max_length=32, default="", help_text="the file that stands still")
    moving = models.CharField(max_length=32, default="", help_text="the file that moves, or none")
    remote_url = models.CharField(max_length=2048, default="")
    visible = models.BooleanField(default=True, help_text="in pickers")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "house_emoji"
        constraints = (models.UniqueConstraint(fields=["host", "shortcode"], name="emoji_once"),)
