"""Tables of posts: texts, boosts, mentions, tags."""

from django.db import models

from portevoix.domain.posts.models_unsent import Draft, WaitingPost
from portevoix.kernel.fields import Identifier

__all__ = [
    "Ask",
    "DeletedText",
    "Draft",
    "FormerVersion",
    "IdempotencyKey",
    "Mention",
    "Pin",
    "Policy",
    "Poll",
    "PollVote",
    "Post",
    "PostTag",
    "Quote",
    "QuoteState",
    "Tag",
    "WaitingPost",
]


class Policy(models.TextChoices):
    """Who may do something with a post."""

    EVERYONE = "everyone"
    FOLLOWERS = "followers"
    MENTIONED = "mentioned"
    ASK = "ask"
    NOBODY = "nobody"


class Post(models.Model):
    """A short text, or a boost of one. Deleted, it stays as a tombstone without words."""

    id = Identifier(primary_key=True)
    author = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    uri = models.CharField(max_length=2048, null=True, unique=True, help_text="null: this house")
    url = models.CharField(max_length=2048, default="", help_text="empty: this house")
    text = models.TextField(default="", help_text="as written; empty for posts from elsewhere")
    html = models.TextField(default="")
    warning = models.TextField(default="")
    sensitive = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default="")
    reply_policy = models.CharField(max_length=12, choices=Policy.choices, default=Policy.EVERYONE)
    quote_policy = models.CharField(
        max_length=12, choices=Policy.choices, default=Policy.EVERYONE, db_default="everyone"
    )
    boost_policy = models.CharField(
        max_length=12, choices=Policy.choices, default=Policy.EVERYONE, db_default="everyone"
    )
    in_reply_to_id = models.BigIntegerField(null=True)
    in_reply_to_account_id = models.BigIntegerField(null=True)
    in_reply_to_uri = models.CharField(
        max_length=2048, default="", help_text="when the parent is not known here"
    )
    thread_id = models.BigIntegerField(help_text="the id of the thread's first post known here")
    boost_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    application_name = models.CharField(max_length=255, default="")
    application_website = models.CharField(max_length=2048, default="")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    replies_count = models.IntegerField(default=0)
    boosts_count = models.IntegerField(default=0)
    favourites_count = models.IntegerField(default=0)
    quotes_count = models.IntegerField(default=0, db_default=0)

    class Meta:
        db_table = "post"
        indexes = (
            models.Index(fields=["author", "-id"], name="post_author"),
            models.Index(
                fields=["in_reply_to_id"],
                name="post_parent",
                condition=models.Q(in_reply_to_id__isnull=False),
            ),
            models.Index(
                fields=["in_reply_to_uri"],
                name="post_parent_awaited",
                condition=~models.Q(in_reply_to_uri=""),
            ),
            models.Index(fields=["thread_id"], name="post_thread"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["author", "boost_of"],
                condition=models.Q(deleted_at=None),
                name="boost_once",
            ),
        )


class FormerVersion(models.Model):
    """What `post` said before an edit: from `created_at` until the next version."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    text = models.TextField(default="")
    html = models.TextField(default="")
    warning = models.TextField(default="")
    sensitive = models.BooleanField(default=False)
    options = models.TextField(default="", help_text="JSON list of a poll's options, or empty")
    media = models.JSONField(default=list, help_text="[{id, description}] of this house")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "post_former_version"


class Pin(models.Model):
    """`account` shows `post`, its own, on top of its page."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "post_pin"
        constraints = (models.UniqueConstraint(fields=["account", "post"], name="pin_once"),)


class Poll(models.Model):
    """A question with answers to choose from; it belongs to one post and has its id.

    Titles and tallies are JSON lists of one length, so that a page of posts is
    joined with its polls by one query.
    """

    post = models.OneToOneField(
        Post, models.CASCADE, primary_key=True, related_name="+", db_column="post_id"
    )
    titles = models.TextField(help_text="JSON list of the answers")
    tallies = models.TextField(help_text="JSON list of votes, an answer each")
    multiple = models.BooleanField(default=False)
    hide_totals = models.BooleanField(default=False, help_text="until it is over")
    voters_count = models.IntegerField(null=True, help_text="null: its house does not say")
    expires_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False, help_text="its end has been told")

    class Meta:
        db_table = "poll"


class PollVote(models.Model):
    """`account` chose the answer at `position` (from 0)."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    position = models.IntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "poll_vote"
        constraints = (
            models.UniqueConstraint(fields=["poll", "account", "position"], name="vote_once"),
        )


class QuoteState(models.TextChoices):
    """Where the consent to a quote stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REVOKED = "revoked"


class Quote(models.Model):
    """`post` quotes `quoted`, shown while its author agrees."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="+")
    quoted = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    quoted_uri = models.CharField(max_length=2048, default="", help_text="while it is unknown")
    state = models.CharField(max_length=8, choices=QuoteState.choices)
    stamp_uri = models.CharField(
        max_length=2048, default="", db_index=True, help_text="proof of consent from elsewhere"
    )
    request_uri = models.CharField(max_length=2048, default="", help_text="of the QuoteRequest")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "quote"


class Ask(models.Model):
    """`asker_id` would like to answer, quote or boost `post`, whose author wants to be asked."""

    id = Identifier(primary_key=True)
    act = models.CharField(max_length=8, help_text="reply, quote or boost")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    author_id = models.BigIntegerField(help_text="whose word it waits for")
    asker_id = models.BigIntegerField()
    thing_id = models.BigIntegerField(
        default=0, help_text="the waiting reply or quoting post; 0 for a boost"
    )
    uri = models.CharField(max_length=2048, default="", help_text="of the act, from elsewhere")
    rung = models.CharField(max_length=12, default="", help_text="the audience of a boost")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "post_ask"
        indexes = (models.Index(fields=["author_id", "-id"], name="ask_author"),)
        constraints = (
            models.UniqueConstraint(
                fields=["act", "post", "asker_id", "thing_id"], name="ask_once"
            ),
        )


class Mention(models.Model):
    """`account` is mentioned in `post`, whether or not that lets them read it."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")

    class Meta:
        db_table = "post_mention"
        constraints = (models.UniqueConstraint(fields=["post", "account"], name="mention_once"),)


class Tag(models.Model):
    """A hashtag. `name` is folded (NFKC, case), `display` as first written."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=255, unique=True)
    display = models.CharField(max_length=255)

    class Meta:
        db_table = "tag"


class PostTag(models.Model):
    """`post` carries `tag`."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        db_table = "post_tag"
        constraints = (models.UniqueConstraint(fields=["post", "tag"], name="post_tag_once"),)
        indexes = (models.Index(fields=["tag", "-post"], name="post_tag_newest"),)


class IdempotencyKey(models.Model):
    """A post already made under `key` by `author`; kept for an hour or more."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "post_idempotency_key"
        constraints = (models.UniqueConstraint(fields=["author", "key"], name="idempotency_once"),)


class DeletedText(models.Model):
    """A trace of a deleted text, for ten minutes: writing it again keeps its grants."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+", db_index=False)
    text_hash = models.CharField(max_length=64)
    post_id = models.BigIntegerField()
    deleted_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "post_deleted_text"
        indexes = (models.Index(fields=["author", "text_hash"], name="deleted_text_author"),)


class FeaturedTag(models.Model):
    """`account` shows `tag` on their page, as what they often write of."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", db_index=False
    )
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")

    class Meta:
        db_table = "featured_tag"
        constraints = (
            models.UniqueConstraint(fields=["account", "tag"], name="featured_tag_once"),
        )
