"""The words of posts, and the index over them on each database."""

from typing import Any, ClassVar

from django.db import migrations, models

from portevoix.domain.search.models import WordStream

_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_post',"
    " content_rowid='post_id', columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER search_post_added AFTER INSERT ON search_post BEGIN"
    " INSERT INTO search_words (rowid, words) VALUES (new.post_id, new.words); END",
    "CREATE TRIGGER search_post_removed AFTER DELETE ON search_post BEGIN"
    " INSERT INTO search_words (search_words, rowid, words)"
    " VALUES ('delete', old.post_id, old.words); END",
    "CREATE TRIGGER search_post_changed AFTER UPDATE ON search_post BEGIN"
    " INSERT INTO search_words (search_words, rowid, words)"
    " VALUES ('delete', old.post_id, old.words);"
    " INSERT INTO search_words (rowid, words) VALUES (new.post_id, new.words); END",
)
# Without a list of what waits to be put in order: a search would have to read it whole.
_POSTGRESQL = (
    "CREATE INDEX search_post_words ON search_post USING gin (words) WITH (fastupdate = off)",
)


def _index(_apps: Any, editor: Any) -> None:
    on_postgresql = editor.connection.vendor == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        editor.execute(statement)


def _forget(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    """Makes the room's table."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="SearchedPost",
            fields=[
                ("post_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("words", WordStream()),
            ],
            options={"db_table": "search_post"},
        ),
        migrations.RunPython(_index, _forget),
    ]
