"""Reads the settings of the house: environment first, then portevoix.toml, then defaults."""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portevoix.kernel.config import Config
from portevoix.site import setting_values as values
from portevoix.site.setting_values import SettingFault

LOCK_FILE = "portevoix.lock"
FILE = "portevoix.toml"
PREFIX = "PORTEVOIX_"

# Every setting of the contract, with what understands it.
SETTINGS: dict[str, Callable[[Any], Any]] = {
    "DATA": values.folder,
    "ORIGIN": values.origin,
    "DATABASE_URL": values.database_url,
    "REGISTRATIONS": values.registrations,
    "MAIL_URL": values.mail_url,
    "RATE_LIMITS": values.switch,
    "ALLOW_PRIVATE_PEERS": values.networks,
    "AUTHORIZED_FETCH": values.switch,
    "TRUSTED_PROXIES": values.networks,
    "PROCESSES": values.processes,
    "MEDIA_QUOTA": values.size,
    "LOG_FORMAT": values.log_format,
    "SECRET_KEY_FILE": values.folder,
}

# Named in the contract, built later: given now, they would be believed and do nothing.
LATER = {
    "REPLICA_URL": "this version reads from one database only",
    "BROKER_URL": "this version needs no broker and uses none",
    "STORAGE_URL": "this version keeps media on its disk only",
    "MEDIA_ORIGIN": "this version serves media from its own origin only",
    "TRANSLATE_URL": "this version does not translate yet",
}

# A password may be in them: never shown.
_SECRET = frozenset({"MAIL_URL", "DATABASE_URL"})


class SettingsError(Exception):
    """A setting cannot be used; the message is one sentence for the keeper."""


@dataclass
class Chosen:
    """What the command line said, which wins over environment and file."""

    data: Path | None = None
    port: int | None = None


chosen = Chosen()


def read(environ: Mapping[str, str], choice: Chosen | None = None) -> Config:
    """Returns the settings of this process. Raises SettingsError naming setting and fault."""
    choice = choice or chosen
    data = choice.data or Path(environ.get("PORTEVOIX_DATA") or "data")
    given = {**_from_file(data / FILE), **_from_environment(environ)}
    given.pop("DATA", None)
    understood = {name.lower(): _understand(name, value) for name, value in given.items()}
    understood["data"] = data.absolute()
    if "origin" not in understood:
        understood["origin"] = _default_origin(data, choice.port)
    config = Config(**understood, given=frozenset(given))
    if config.processes > 1 and not config.database_url.startswith("postgres"):
        raise SettingsError("PROCESSES above 1 needs PostgreSQL: give its address in DATABASE_URL.")
    return config


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    named = {name.removeprefix(PREFIX): name for name in environ if name.startswith(PREFIX)}
    return {
        short: environ[name]
        for short, name in named.items()
        if (short in SETTINGS or short in LATER) and environ[name] != ""
    }


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsError(f"{path} cannot be read: {fault}.") from fault
    given = {name.upper(): value for name, value in found.items()}
    for name in given:
        if name not in SETTINGS and name not in LATER:
            raise SettingsError(f"{path} has a setting that does not exist: {name}.")
    return given


def _understand(name: str, value: Any) -> Any:
    if name in LATER:
        raise SettingsError(f"{name} cannot be set: {LATER[name]}.")
    try:
        return SETTINGS[name](value)
    except SettingFault as fault:
        if name in _SECRET:
            raise SettingsError(f"{name} cannot be used: {fault}.") from fault
        raise SettingsError(f"{name} is {value!r}, but {fault}.") from fault


def _default_origin(data: Path, port: int | None) -> str:
    """The port asked for, else that of the house serving this folder now, else 8000."""
    if port is None:
        return running_origin(data) or "http://localhost:8000"
    return f"http://localhost:{port}"


def running_origin(data: Path) -> str | None:
    """Returns the address noted by the house that serves, or last served, this folder."""
    try:
        noted = json.loads((data / LOCK_FILE).read_text())
        return str(noted["origin"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def from_here() -> Config:
    """Returns the settings from this process's environment and command line."""
    return read(os.environ)
