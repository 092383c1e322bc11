"""Tables of stored renderings: what an app is told of a post or account whoever asks.

A row whose version is not the post's (in the shape of today, `statuses.kept_version`)
or the account's own is old and not used.
Addresses of this house begin with a mark instead of the origin (see marks.py).
"""

from django.db import models

from portevoix.kernel.fields import Identifier


class PostRendering(models.Model):
    """The JSON of one version of a post, without counts, flags, author and audience."""

    post_id = Identifier(primary_key=True)
    version = models.IntegerField()
    body = models.TextField()

    class Meta:
        db_table = "wire_mastodon_post"


class AccountRendering(models.Model):
    """The JSON of one version of an account, without counts."""

    account_id = Identifier(primary_key=True)
    version = models.IntegerField()
    body = models.TextField()

    class Meta:
        db_table = "wire_mastodon_account"
