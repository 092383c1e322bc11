"""Tables of timelines: rows of homes, lists of people, followed tags, reading places."""

from django.db import models

from portevoix.kernel.fields import Identifier


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


class RepliesPolicy(models.TextChoices):
    """Whose being answered lets a reply into a list, in the client API's words."""

    FOLLOWED = "followed"
    LIST = "list"
    NONE = "none"


class MemberList(models.Model):
    """Some of those whom `owner_id` follows, read apart."""

    id = Identifier(primary_key=True)
    owner_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=255)
    replies_policy = models.CharField(
        max_length=8, choices=RepliesPolicy.choices, default=RepliesPolicy.LIST
    )
    exclusive = models.BooleanField(default=False, help_text="its people are not shown in home")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "member_list"


class ListMember(models.Model):
    """`account_id` is in `list`."""

    id = Identifier(primary_key=True)
    list = models.ForeignKey(MemberList, models.CASCADE, related_name="+", db_index=False)
    account_id = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "list_member"
        constraints = (
            models.UniqueConstraint(fields=["list", "account_id"], name="list_member_once"),
        )


class FollowedTag(models.Model):
    """Posts to everyone that carry the tag `name` (folded) enter the home of `owner_id`."""

    id = Identifier(primary_key=True)
    owner_id = models.BigIntegerField()
    name = models.CharField(max_length=255, db_index=True)
    display = models.CharField(max_length=255)

    class Meta:
        db_table = "followed_tag"
        constraints = (
            models.UniqueConstraint(fields=["owner_id", "name"], name="followed_tag_once"),
        )


class HomeMarker(models.Model):
    """How far `owner_id` has read at home; `version` counts the changes."""

    owner_id = Identifier(primary_key=True)
    last_read_id = models.BigIntegerField()
    version = models.IntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "home_marker"


class FilterAction(models.TextChoices):
    """What becomes of a post that a filter catches, in the client API's words."""

    WARN = "warn"
    HIDE = "hide"
    BLUR = "blur"


class Filter(models.Model):
    """Words and posts that `owner_id` does not wish to meet by surprise, in some places."""

    id = Identifier(primary_key=True)
    owner_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=255)
    contexts = models.JSONField(default=list)
    action = models.CharField(max_length=4, choices=FilterAction.choices, default=FilterAction.WARN)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "filter"


class FilterKeyword(models.Model):
    """A word or phrase of a filter."""

    id = Identifier(primary_key=True)
    filter = models.ForeignKey(Filter, models.CASCADE, related_name="keywords")
    keyword = models.CharField(max_length=512)
    whole_word = models.BooleanField(default=True)

    class Meta:
        db_table = "filter_keyword"


class FilterPost(models.Model):
    """A single post that a filter catches."""

    id = Identifier(primary_key=True)
    filter = models.ForeignKey(Filter, models.CASCADE, related_name="posts", db_index=False)
    post_id = models.BigIntegerField()

    class Meta:
        db_table = "filter_post"
        constraints = (
            models.UniqueConstraint(fields=["filter", "post_id"], name="filter_post_once"),
        )


class FilterState(models.Model):
    """Of a member who has filters, which state of them is the last: a number never used again."""

    owner_id = Identifier(primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        db_table = "filter_state"
