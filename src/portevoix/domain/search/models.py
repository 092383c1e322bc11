"""The table of words under which posts are found.

On PostgreSQL `words` is a `tsvector` with an index. On SQLite it is text, and the
full-text table `search_words`, which triggers keep, is the index over it.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class WordStream(_Text):
    """A stream of folded words, as the database's own search reads it."""

    def db_type(self, connection: Any) -> str:
        """Returns the column's type in the database."""
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchedPost(models.Model):
    """A post that may be found, by those who may read it. `post_id` is the post's."""

    post_id = models.BigIntegerField(primary_key=True)
    words = WordStream()

    class Meta:
        db_table = "search_post"
