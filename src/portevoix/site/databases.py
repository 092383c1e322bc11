"""How Django reaches the database of the house."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from portevoix.kernel.config import Config

# A success code must survive a power cut, so FULL; readers never wait for the writer, so WAL.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA cache_size=-16000;"
)


def for_django(config: Config) -> dict[str, Any]:
    """Returns the entry `default` of Django's DATABASES."""
    return _postgresql(config.database_url) if config.database_url else _sqlite(config)


def _sqlite(config: Config) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": config.data / "portevoix.sqlite3",
        "CONN_MAX_AGE": None,
        # Writers take the lock as they begin, so none fails half-way for want of it.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # A thread borrows a connection for one request or step. There are more than all the
    # threads of a house together, so none waits for another's.
    options["pool"] = {"min_size": 2, "max_size": 24, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
