"""The kind of column that identifiers are kept in."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField


class Identifier(BigIntegerField):  # type: ignore[type-arg]
    """A 64-bit primary key given by `kernel.ids`.

    On SQLite it is declared `integer`, so that it *is* the row's address and
    needs no index beside the table (sqlite.org/rowidtable.html).
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Returns the column's type for the database at hand."""
        return "integer" if connection.vendor == "sqlite" else "bigint"
