"""Tables of media: what people put beside their words, and copies of what lies elsewhere."""

from typing import Any

from django.db import models

from portevoix.kernel.fields import Identifier
from portevoix.kernel.files import FULL


class Kind(models.TextChoices):
    """What a medium is. UNKNOWN is only a link: this house does not show it."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    UNKNOWN = "unknown"


class Medium(models.Model):
    """One picture, film or sound; of a post once it has a `post_id`.

    A post that was edited may have media without `position`: they are of an
    earlier version and not shown with the post.
    """

    id = Identifier(primary_key=True)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    post_id = models.BigIntegerField(null=True)
    position = models.SmallIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    folder = models.CharField(max_length=32, help_text="in the blob store; elsewhere: of its copy")
    renditions = models.JSONField(default=list, help_text="see kernel.files; elsewhere: none")
    remote_url = models.CharField(max_length=2048, default="", help_text="empty: this house")
    media_type = models.CharField(max_length=255, default="")
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    seconds = models.FloatField(default=0.0)
    frame_rate = models.CharField(max_length=16, default="")
    bitrate = models.IntegerField(default=0)
    blurhash = models.CharField(max_length=100, default="")
    focus_x = models.FloatField(default=0.0)
    focus_y = models.FloatField(default=0.0)
    description = models.TextField(default="")
    created_at = models.DateTimeField()
    kept_until = models.DateTimeField(null=True, help_text="without a post; then it is removed")

    class Meta:
        db_table = "medium"
        indexes = (
            models.Index(
                fields=["post_id"], name="medium_post", condition=models.Q(post_id__isnull=False)
            ),
            models.Index(
                fields=["kept_until"],
                name="medium_unattached",
                condition=models.Q(post_id__isnull=True),
            ),
        )

    @property
    def is_here(self) -> bool:
        """Whether its files were given to this house, rather than copied."""
        return self.remote_url == ""

    def rendition(self, name: str = FULL) -> dict[str, Any] | None:
        """Returns what is kept of a rendition (name, file, media_type, bytes, width, height)."""
        return next((each for each in self.renditions if each["name"] == name), None)


class Copy(models.Model):
    """A picture that lies elsewhere, and the copy of it where one was fetched."""

    folder = models.CharField(max_length=32, primary_key=True)
    url = models.CharField(max_length=2048)
    purpose = models.CharField(max_length=8)
    renditions = models.JSONField(default=list)
    bytes = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)
    tries = models.SmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, help_text="after a fault; then it is asked again")

    class Meta:
        db_table = "media_copy"
        indexes = (
            models.Index(
                fields=["used_on"],
                name="media_copy_oldest",
                condition=models.Q(fetched_at__isnull=False),
            ),
        )


class LinkCard(models.Model):
    """What a page on the web says of itself, for the posts that link to it."""

    id = Identifier(primary_key=True)
    url = models.CharField(max_length=2048, help_text="as posts link to it")
    url_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    description = models.CharField(max_length=1000, default="")
    provider = models.CharField(max_length=200, default="")
    author = models.CharField(max_length=200, default="")
    language = models.CharField(max_length=12, default="")
    image_url = models.CharField(max_length=2048, default="")
    image_width = models.IntegerField(default=0)
    image_height = models.IntegerField(default=0)
    fetched_at = models.DateTimeField()

    class Meta:
        db_table = "link_card"


class PostCard(models.Model):
    """`post_id` shows `card`."""

    post_id = Identifier(primary_key=True)
    card = models.ForeignKey(LinkCard, models.CASCADE, related_name="+")

    class Meta:
        db_table = "post_card"
