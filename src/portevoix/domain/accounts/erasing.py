"""What is kept of somebody gone for good is erased, whatever room keeps it.

A row that a room ties to an account by a foreign key that cascades goes with
the account; the account's own row stays, so that its name never returns. Rows
that count for others, or whose end must be told, have gone before by the verbs
of their rooms.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from portevoix.domain.accounts.models import Account, Member, SigningKey, Standing
from portevoix.kernel import database
from portevoix.kernel.unit_of_work import command

# Tombstones keep replies below them, and the last deliveries need the key.
_KEPT = frozenset({"post", Member._meta.db_table, SigningKey._meta.db_table})
# Columns that name an account without a foreign key: hot tables of ids alone.
_BARE = (
    ("audience_named", "account_id"),
    ("notification", "owner_id"),
    ("notification", "actor_id"),
    ("home_row", "owner_id"),
    ("post_ask", "author_id"),
    ("post_ask", "asker_id"),
    ("muted_thread", "owner_id"),
    ("notification_policy", "owner_id"),
    ("notification_permission", "owner_id"),
    ("notification_permission", "actor_id"),
    ("notification_read_marker", "owner_id"),
)


@command
def erase(account_id: int, *, limit: int = 500) -> bool:
    """Erases up to `limit` rows a table of a deleted account; says whether there may be more.

    An account that is not deleted loses nothing.
    """
    if not Account.objects.filter(pk=account_id, standing=Standing.DELETED).exists():
        return False
    most = 0
    for model, column in _tied():
        rows = model._base_manager.filter(**{column: account_id}).order_by()
        keys = list(rows.values_list("pk", flat=True)[:limit])
        if keys:
            model._base_manager.filter(pk__in=keys).delete()
        most = max(most, len(keys))
    for table, column in _BARE:
        most = max(most, _erase_bare(table, column, account_id, limit))
    return most >= limit


def _erase_bare(table: str, column: str, account_id: int, limit: int) -> int:
    inside = "ctid" if database.is_postgresql() else "rowid"
    return database.run(
        f"DELETE FROM {table} WHERE {inside} IN"
        f" (SELECT {inside} FROM {table} WHERE {column} = %s LIMIT {int(limit)})",
        [account_id],
    )


def _tied() -> Iterator[tuple[type[models.Model], str]]:
    """Every table's column by which a row belongs to an account or to its login."""
    for model in apps.get_models():
        if model._meta.db_table in _KEPT:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model in (Account, Member):
                yield model, field.attname
