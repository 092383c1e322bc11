"""How the database is opened: what a success code stands on."""

import pytest
from django.db import connection

from portevoix.kernel.config import Config
from portevoix.site import databases

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_committed_on_sqlite_survives_a_power_cut() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's own settings hold there")
    with connection.cursor() as cursor:
        found = {}
        for pragma in ("journal_mode", "synchronous", "cache_size", "mmap_size", "busy_timeout"):
            cursor.execute(f"PRAGMA {pragma}")
            found[pragma] = cursor.fetchone()[0]
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "cache_size": -16000,
        "mmap_size": 268435456,
        "busy_timeout": 20000,
    }
    assert connection.transaction_mode == "IMMEDIATE"


def test_an_address_of_postgresql_is_taken_apart() -> None:
    address = "postgresql://al%40ice:p%2Fw@db.example:6432/voix?sslmode=require"
    made = databases.for_django(Config(database_url=address))
    assert (made["USER"], made["PASSWORD"]) == ("al@ice", "p/w")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.example", "6432", "voix")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] >= 20
